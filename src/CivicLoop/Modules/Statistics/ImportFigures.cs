using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Statistics;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.Statistics;

/// <summary>A row of a table that can be entered.</summary>
internal sealed record FigureLine(int Line, StatisticFigure Figure);

/// <summary>What a table of figures would do.</summary>
/// <param name="Same">Rows that say what is entered already.</param>
internal sealed record FigureImport(
    Sheet Sheet, IReadOnlyList<FigureLine> Added, int Same, IReadOnlyList<RefusedLine> Refused);

/// <summary>Enters figures from a table, row by row by the rules of any; the same table twice
/// changes nothing the second time.</summary>
internal sealed class ImportFigures(CityDatabase database, EnterFigures enter)
{
    /// <summary>What a file would do; stores nothing. Errors: the caller may not; it cannot be
    /// read.</summary>
    public async Task<Outcome<FigureImport>> LookAsync(
        byte[] file, Caller caller, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return (await enter.DeskAsync(caller, stop)).Try(out var desk, out var refused)
            ? await ReadAsync(context, file, desk, stop)
            : refused;
    }

    /// <summary>Enters what can be entered in one transaction. Errors: the same.</summary>
    /// <param name="upload">The upload it came from, used up with it; null elsewhere.</param>
    public async Task<Outcome<FigureImport>> TakeAsync(
        byte[] file, Upload? upload, Caller caller, CancellationToken stop)
    {
        if (!(await enter.DeskAsync(caller, stop)).Try(out var desk, out var refused))
        {
            return refused;
        }

        return await database.WriteAsync(
            async session =>
            {
                if (upload is not null
                    && await Uploads.UseAsync(session, upload, desk.Now) is { } gone)
                {
                    return gone;
                }

                if (!(await ReadAsync(session.Reads, file, desk, stop))
                    .Try(out var import, out var fault))
                {
                    return fault;
                }

                foreach (var one in import.Added)
                {
                    await EnterFigures.StoreAsync(session, one.Figure);
                }

                return (Outcome<FigureImport>)import;
            },
            stop);
    }

    private static async Task<Outcome<FigureImport>> ReadAsync(
        CityContext reads, byte[] file, FigureDesk desk, CancellationToken stop)
    {
        if (!Sheet.Read(file, FigureSheet.Known, FigureSheet.Needed)
            .Try(out var sheet, out var bad))
        {
            return bad;
        }

        var refused = new List<RefusedLine>();
        var read = new List<FigureLine>();
        foreach (var row in sheet.Rows)
        {
            if (desk.Read(FigureSheet.Read(row)).Try(out var figure, out var fault))
            {
                read.Add(new FigureLine(row.Line, figure));
            }
            else
            {
                refused.Add(new RefusedLine(row.Line, fault));
            }
        }

        var others = (await EnterFigures.OthersAsync(
            reads, [.. read.Select(one => one.Figure)], stop)).ToLookup(one => one.Key);
        var added = new Dictionary<FigureKey, FigureLine>();
        var same = 0;
        foreach (var (line, figure) in read)
        {
            if (others[figure.Key].Any(one => one.Says(figure)))
            {
                same++;
            }
            else if (added.ContainsKey(figure.Key))
            {
                refused.Add(new RefusedLine(line, new Problem(
                    ProblemCode.RowRepeated, "unit",
                    $"{figure.MeasureCode} {figure.UnitCode} {figure.Month}")));
            }
            else if (FigureRules.Beside(figure, [.. others[figure.Key]])
                .Try(out var made, out var wrong))
            {
                added[figure.Key] = new FigureLine(line, made);
            }
            else
            {
                refused.Add(new RefusedLine(line, wrong));
            }
        }

        return new FigureImport(
            sheet, [.. added.Values.OrderBy(one => one.Line)], same,
            [.. refused.OrderBy(one => one.Line)]);
    }
}
