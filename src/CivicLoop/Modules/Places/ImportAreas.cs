using System.Security.Cryptography;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Places;

/// <summary>A file of boundaries as it would be taken in, with what is to be looked at.</summary>
internal sealed record AreaDraft(
    AreaFile File, AreaChoices Choices, IReadOnlyList<ProposedArea> Areas, AreaSurvey Survey,
    bool NeedsApproval);

/// <summary>What was taken in.</summary>
internal sealed record AreasTaken(int Added, int Changed, int Left, int Relocated);

/// <summary>Takes boundaries in: look, then accept as one journaled write. The page and the command
/// line come through here.</summary>
internal sealed class ImportAreas(
    CityDatabase database, CityHolder city, RelocateCases relocate, TimeProvider time)
{
    private const int ApprovalMax = 80;

    /// <summary>Whose chain the changes are journaled on.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-0000000000a1");

    /// <summary>What the file would do. Errors: it cannot be read.</summary>
    public Outcome<AreaDraft> Look(byte[] body, AreaChoices typed)
    {
        if (!AreaFile.Read(body).Try(out var file, out var problem))
        {
            return problem;
        }

        var choices = typed.Guess(file.Columns);
        var system = choices.System ?? file.Said ?? CoordinateSystem.Wgs84;
        var before = city.Current.Areas;
        var areas = file.Shapes.Select(shape => Propose(shape, choices, system, before)).ToList();
        var survey = AreaSurvey.Of(before, areas, choices.Tolerance);
        return new AreaDraft(
            file, choices, areas, survey,
            !choices.IsSchematic && areas.Any(one => one.Shape is { IsEmpty: false } shape
                && Coordinates.IsShifted(new GeoPoint(
                    shape.EnvelopeInternal.Centre.X, shape.EnvelopeInternal.Centre.Y))));
    }

    /// <summary>Stores what can be used. Errors: those of looking; an approval number is missing;
    /// areas with faults remain and were not to be left out.</summary>
    /// <param name="upload">Used up with it; null at the command line.</param>
    /// <param name="leaveFaulty">Take the others in and leave out those that cannot be
    /// used.</param>
    /// <param name="relocates">Find anew what answers for open cases not yet dispatched.</param>
    public async Task<Outcome<AreasTaken>> TakeAsync(
        byte[] body, AreaChoices choices, Upload? upload, string actor, bool leaveFaulty,
        bool relocates, CancellationToken stop)
    {
        if (!Look(body, choices).Try(out var draft, out var problem))
        {
            return problem;
        }

        if (Refuse(draft, leaveFaulty) is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        var before = city.Current.Areas;
        var digest = Convert.ToHexStringLower(SHA256.HashData(body));
        var outcome = await database.WriteAsync(
            async session =>
            {
                if (upload is not null
                    && await Uploads.UseAsync(session, upload, now) is { } gone)
                {
                    return gone;
                }

                return (Outcome<AreasTaken>)await StoreAsync(
                    session, draft, before, digest, actor, now);
            },
            stop);
        if (!outcome.Try(out var taken, out var failed))
        {
            return failed;
        }

        await city.ReloadAsync(database, stop);
        return relocates
            ? taken with { Relocated = await relocate.RunAsync(stop) }
            : taken;
    }

    private static Problem? Refuse(AreaDraft draft, bool leaveFaulty)
    {
        var approval = draft.Choices.ApprovalNumber;
        if (draft.NeedsApproval && string.IsNullOrWhiteSpace(approval))
        {
            return new Problem(ProblemCode.FieldRequired, "approvalNumber");
        }

        if (approval?.Length > ApprovalMax)
        {
            return new Problem(
                ProblemCode.FieldTooLong, "approvalNumber", ApprovalMax, approval.Length);
        }

        var faulty = draft.Areas.Count - draft.Survey.Usable.Count;
        return faulty > 0 && (!leaveFaulty || draft.Survey.Usable.Count == 0)
            ? new Problem(ProblemCode.ShapesFaulty, "file", faulty)
            : null;
    }

    private static async Task<AreasTaken> StoreAsync(
        WriteSession session, AreaDraft draft, AreaIndex before, string digest, string actor,
        DateTimeOffset now)
    {
        var added = new List<string>();
        var changed = new List<string>();
        foreach (var one in draft.Survey.Usable)
        {
            var area = one.Area with { Shape = one.Shape!.AsBinary() };
            if (before.Find(area.Code) is null)
            {
                await session.InsertAsync(area);
                added.Add(area.Code);
            }
            else
            {
                await session.UpdateAsync(area);
                changed.Add(area.Code);
            }
        }

        await SubjectJournal.AppendAsync(
            session, Subject, actor, "areas.Imported",
            new
            {
                digest, approval = draft.Choices.ApprovalNumber,
                schematic = draft.Choices.IsSchematic, added, changed,
                overlaps = draft.Survey.Findings.Count(one => one.Fault == AreaFault.Overlap),
                gaps = draft.Survey.Findings.Count(one => one.Fault == AreaFault.Gap),
            },
            now);
        return new AreasTaken(
            added.Count, changed.Count, draft.Areas.Count - draft.Survey.Usable.Count, 0);
    }

    // An area that is known keeps its kind and its place in the tree: the file brings its shape.
    private static ProposedArea Propose(
        FileShape shape, AreaChoices choices, CoordinateSystem system, AreaIndex before)
    {
        var code = Value(shape, choices.CodeColumn) ?? "";
        var known = before.Find(code);
        var kind = known?.Kind ?? choices.Kind ?? KindOf(code);
        var isBeside = kind is AreaKind.DevelopmentZone or AreaKind.ControlZone;
        var name = Value(shape, choices.NameColumn) ?? known?.NameZh ?? "";
        var area = new Area(
            code, kind, name, Value(shape, choices.NameEnColumn) ?? known?.NameEn ?? name,
            known is not null ? known.ParentCode
                : Value(shape, choices.ParentColumn) ?? ParentOf(code, kind, before),
            known?.BesideTree ?? isBeside, known?.Shape)
        {
            ApprovalNumber = string.IsNullOrWhiteSpace(choices.ApprovalNumber)
                ? null
                : choices.ApprovalNumber.Trim(),
        };
        return new ProposedArea(shape.Line, area, AreaFile.InWgs84(shape.Shape, system));
    }

    private static AreaKind KindOf(string code) =>
        DivisionCode.TryParse(code, out var division) ? division.Kind
        : GridCode.TryParse(code, out _) ? AreaKind.GridCell
        : AreaKind.ControlZone;

    private static string? ParentOf(string code, AreaKind kind, AreaIndex before) =>
        kind == AreaKind.City ? null
        : GridCode.TryParse(code, out var cell) ? cell.Community.Value
        : DivisionCode.TryParse(code, out var division) ? division.Parent?.Value
        : before.Whole?.Code;

    private static string? Value(FileShape shape, string? column) =>
        column is not null && shape.Values.TryGetValue(column, out var text) && text.Length > 0
            ? text
            : null;
}
