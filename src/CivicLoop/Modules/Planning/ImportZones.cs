using System.Security.Cryptography;
using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Planning;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Planning;

/// <summary>How a file of zones is to be read, as somebody chose it.</summary>
/// <param name="Line">Line of shapes that say none themselves.</param>
/// <param name="System">Null takes what the file itself says, else WGS-84.</param>
internal sealed record ZoneChoices(string? Line, string? From, string? BasisName, string? System);

/// <summary>What was taken in.</summary>
/// <param name="Raised">Findings about uses that were there before.</param>
internal sealed record ZonesTaken(
    int Added, int Redrawn, int Same, int Raised, IReadOnlyList<RefusedLine> Refused);

/// <summary>Takes control zones in from GeoJSON or a zipped Shapefile, one journaled write. Page
/// and API come through here.</summary>
internal sealed class ImportZones(CityDatabase database, TimeProvider time)
{
    /// <summary>With <paramref name="isDry"/> nothing is stored. Errors: the caller may not; the
    /// file cannot be read; first day or document are missing; no shape of it can be used.
    /// </summary>
    public async Task<Outcome<ZonesTaken>> RunAsync(
        byte[] file, ZoneChoices choices, Caller caller, bool isDry, CancellationToken stop)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.PlanningEdit))
            is { } refused)
        {
            return refused;
        }

        if (!TypedDay.Need(choices.From, "from").Try(out var from, out var fault)
            || !Line(choices.Line).Try(out var line, out fault)
            || !AreaFile.Read(file).Try(out var read, out fault))
        {
            return fault;
        }

        if (!CoordinateSystemNames.Read(choices.System, "system").Try(out var typed, out fault))
        {
            return fault;
        }

        var system = string.IsNullOrWhiteSpace(choices.System) ? read.Said ?? typed : typed;
        var now = Instants.Storable(time.GetUtcNow());
        var terms = new ZoneTerms(
            line.Value, from, choices.BasisName?.Trim() ?? "", caller.Actor, now);
        List<ZoneLine> lines = [.. read.Shapes.Select(shape => Read(shape, system))];
        return await database.WriteAsync(
            async session =>
            {
                if (!(await PlanAsync(session, lines, terms, now, stop))
                    .Try(out var plan, out var unfit))
                {
                    return unfit;
                }

                var raised = isDry ? 0 : await StoreAsync(session, plan, file, terms);
                return (Outcome<ZonesTaken>)new ZonesTaken(
                    plan.Added.Count - plan.Ended.Count,
                    plan.Ended.Count + plan.Replaced.Count, plan.Same, raised, plan.Refused);
            },
            stop);
    }

    private static async Task<Outcome<ZonePlan>> PlanAsync(
        WriteSession session, List<ZoneLine> lines, ZoneTerms terms,
        DateTimeOffset now, CancellationToken stop)
    {
        var codes = lines.Select(one => one.Code).Distinct().ToList();
        var held = await session.Reads.Set<ControlZone>()
            .Where(row => codes.Contains(row.Code)).ToListAsync(stop);
        if (!ZonePlan.Of(lines, held, terms, () => Ids.New(now)).Try(out var plan, out var fault))
        {
            return fault;
        }

        return plan.Refused.Count == lines.Count
            ? plan.Refused[0].Problem
            : plan;
    }

    private static async Task<int> StoreAsync(
        WriteSession session, ZonePlan plan, byte[] file, ZoneTerms terms)
    {
        foreach (var zone in plan.Ended.Concat(plan.Replaced))
        {
            await session.UpdateAsync(zone);
        }

        foreach (var zone in plan.Added)
        {
            await session.InsertAsync(zone);
        }

        await SubjectJournal.AppendAsync(
            session, CheckGround.Subject, terms.Actor, "zones.Imported",
            new
            {
                digest = Convert.ToHexStringLower(SHA256.HashData(file)),
                added = plan.Added.Count, ended = plan.Ended.Count,
                replaced = plan.Replaced.Count, refused = plan.Refused.Count, from = terms.From,
            },
            terms.At);
        return await CheckGround.SeenAsync(
            session, [.. plan.Added.Concat(plan.Replaced)], terms.At);
    }

    private static ZoneLine Read(FileShape shape, CoordinateSystem system) => new(
        shape.Line, Value(shape, "code", "编码", "代码", "id", "BSM") ?? "",
        Value(shape, "line", "控制线", "类型", "kind"),
        Value(shape, "name_zh", "name", "名称", "MC") ?? "", Value(shape, "name_en"),
        AreaFile.InWgs84(shape.Shape, system));

    private static string? Value(FileShape shape, params string[] names) =>
        names.Select(name => shape.Values.FirstOrDefault(pair => string.Equals(
                pair.Key, name, StringComparison.OrdinalIgnoreCase)).Value)
            .FirstOrDefault(text => !string.IsNullOrEmpty(text));

    private static Outcome<Chosen> Line(string? text) =>
        string.IsNullOrWhiteSpace(text) ? new Chosen(null)
        : char.IsAsciiLetter(text[0])
            && Enum.TryParse<ControlLine>(text, ignoreCase: true, out var line)
            && Enum.IsDefined(line) ? new Chosen(line)
        : new Problem(ProblemCode.UnknownValue, "line", text);

    private sealed record Chosen(ControlLine? Value);
}
