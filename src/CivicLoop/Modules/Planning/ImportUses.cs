using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Planning;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Tables;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Planning;

/// <summary>A row of a list that can be registered.</summary>
/// <param name="IsKnown">It was registered before, with the same name, number and first day.
/// </param>
internal sealed record UseLine(int Line, LandUse Use, bool IsKnown);

/// <summary>A list of permits, projects and stalls with what it would do, or did.</summary>
/// <param name="Raised">Findings the new ones raised.</param>
internal sealed record UseImport(
    Sheet Sheet, IReadOnlyList<UseLine> Lines, IReadOnlyList<RefusedLine> Refused, int Raised);

/// <summary>Registers a list of permits, projects and stalls, each held against the zones like one
/// that is typed; page and API come through here.</summary>
internal sealed class ImportUses(CityDatabase database, RegisterUse register, TimeProvider time)
{
    /// <summary>What a file would do; stores nothing. Errors: the caller may not; the file cannot
    /// be read.</summary>
    public async Task<Outcome<UseImport>> LookAsync(
        byte[] file, Caller caller, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await ReadAsync(
            context, file, caller, Instants.Storable(time.GetUtcNow()), stop);
    }

    /// <summary>Registers every row that can be, in one transaction; the rest is in the refused
    /// rows.</summary>
    /// <param name="upload">The upload it came from, used up with it; null elsewhere.</param>
    public Task<Outcome<UseImport>> TakeAsync(
        byte[] file, Upload? upload, Caller caller, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                if (upload is not null
                    && await Uploads.UseAsync(session, upload, now) is { } gone)
                {
                    return gone;
                }

                if (!(await ReadAsync(session.Reads, file, caller, now, stop))
                    .Try(out var import, out var fault))
                {
                    return fault;
                }

                var raised = 0;
                foreach (var row in import.Lines.Where(row => !row.IsKnown))
                {
                    raised += (await RegisterUse.StoreAsync(session, row.Use)).Count;
                }

                return (Outcome<UseImport>)(import with { Raised = raised });
            },
            stop);
    }

    private async Task<Outcome<UseImport>> ReadAsync(
        CityContext context, byte[] file, Caller caller, DateTimeOffset now,
        CancellationToken stop)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.PlanningEdit))
            is { } refused)
        {
            return refused;
        }

        if (!Sheet.Read(file, UseSheet.Known, UseSheet.Needed).Try(out var sheet, out var bad))
        {
            return bad;
        }

        var fit = new List<(int Line, LandUse Use)>();
        var unfit = new List<RefusedLine>();
        foreach (var row in sheet.Rows)
        {
            if (register.Read(UseSheet.Input(row), caller, now).Try(out var use, out var fault))
            {
                fit.Add((row.Line, use));
            }
            else
            {
                unfit.Add(new RefusedLine(row.Line, fault));
            }
        }

        var numbers = fit.Select(one => one.Use.PermitNumber).Distinct().ToList();
        var known = (await context.Set<LandUse>()
                .Where(row => numbers.Contains(row.PermitNumber))
                .Select(row => new { row.Kind, row.PermitNumber, row.Name, row.FromDay })
                .ToListAsync(stop))
            .Select(row => (row.Kind, row.PermitNumber, row.Name, row.FromDay)).ToHashSet();
        // A row that stands twice in the list is registered once.
        var lines = fit.ConvertAll(one => new UseLine(one.Line, one.Use, !known.Add((
            one.Use.Kind, one.Use.PermitNumber, one.Use.Name, one.Use.FromDay))));
        return new UseImport(sheet, lines, unfit, 0);
    }
}
