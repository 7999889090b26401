using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Tables;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>What a table of duties would do.</summary>
/// <param name="Same">Rows that say what is known already.</param>
internal sealed record DutyImport(
    Sheet Sheet, IReadOnlyList<DutyRecord> Added, int Same, IReadOnlyList<RefusedLine> Refused);

/// <summary>Takes duties in from a table. The same table twice changes nothing the second time;
/// what it does not name stays.</summary>
internal sealed class ImportDuties(CityDatabase database, CityHolder city, TimeProvider time)
{
    private static readonly string[] Needed =
        ["kind", "subject", "role", "from", "basis_name"];

    /// <summary>What a file would do; stores nothing. Error: it cannot be read.</summary>
    public async Task<Outcome<DutyImport>> LookAsync(
        byte[] file, string actor, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await ReadAsync(context, file, actor, Instants.Storable(time.GetUtcNow()), stop);
    }

    /// <summary>Stores what can be taken in one transaction.</summary>
    /// <param name="upload">The upload it came from, used up with it; null elsewhere.</param>
    public async Task<Outcome<DutyImport>> TakeAsync(
        byte[] file, Upload? upload, string actor, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                if (upload is not null
                    && await Uploads.UseAsync(session, upload, now) is { } gone)
                {
                    return gone;
                }

                if (!(await ReadAsync(session.Reads, file, actor, now, stop))
                    .Try(out var import, out var fault))
                {
                    return fault;
                }

                foreach (var duty in import.Added)
                {
                    await session.InsertAsync(duty);
                }

                await SubjectJournal.AppendAsync(
                    session, KeepDuties.Subject, actor, "duty.Imported",
                    new
                    {
                        added = import.Added.Count, same = import.Same,
                        refused = import.Refused.Count,
                        duties = import.Added.Select(KeepDuties.Facts),
                    },
                    now);
                return (Outcome<DutyImport>)import;
            },
            stop);
    }

    private async Task<Outcome<DutyImport>> ReadAsync(
        CityContext context, byte[] file, string actor, DateTimeOffset now,
        CancellationToken stop)
    {
        if (!Sheet.Read(file, DutySheet.Known, Needed).Try(out var sheet, out var bad))
        {
            return bad;
        }

        var refused = new List<RefusedLine>();
        var read = new List<(int Line, DutyRecord Duty)>();
        foreach (var row in sheet.Rows)
        {
            // Ids a millisecond apart keep the order of the file.
            var id = Ids.New(now.AddMilliseconds(read.Count));
            if (DutySheet.Read(row).Read(city.Current, id, actor, now)
                .Try(out var duty, out var fault))
            {
                read.Add((row.Line, duty));
            }
            else
            {
                refused.Add(new RefusedLine(row.Line, fault));
            }
        }

        var topics = read.Select(one => one.Duty.Topic).Distinct().ToList();
        var subjects = await SubjectNames.OfAsync(context, city.Current, topics, stop);
        var held = (await HeldAsync(context, topics, stop)).ToLookup(one => one.Topic);
        var added = new List<DutyRecord>();
        var byTopic = new Dictionary<DutyTopic, List<DutyRecord>>();
        var same = 0;
        foreach (var (line, duty) in read)
        {
            if (!subjects.Has(duty.Topic))
            {
                refused.Add(new RefusedLine(line, SubjectNames.Missing(duty.Topic)));
                continue;
            }

            var mine = byTopic.GetValueOrDefault(duty.Topic) ?? [];
            var known = held[duty.Topic].FirstOrDefault(one => DutyRules.Repeats(duty, one));
            if (known is not null && known.FromDay == duty.FromDay && known.ToDay == duty.ToDay)
            {
                same++;
            }
            else if (known is not null || mine.Exists(one => DutyRules.Repeats(duty, one)))
            {
                refused.Add(new RefusedLine(line, new Problem(
                    known is null ? ProblemCode.RowRepeated : ProblemCode.AlreadyExists,
                    "holder", duty.HolderCode ?? duty.HolderName)));
            }
            else
            {
                mine.Add(duty);
                byTopic[duty.Topic] = mine;
                added.Add(duty);
            }
        }

        return new DutyImport(sheet, added, same, [.. refused.OrderBy(one => one.Line)]);
    }

    // A table names few kinds and many subjects; all of a kind are fewer questions than each.
    private static async Task<List<DutyRecord>> HeldAsync(
        CityContext context, List<DutyTopic> topics, CancellationToken stop)
    {
        var kinds = topics.Select(one => one.Kind).Distinct().ToList();
        var codes = topics.Select(one => one.Code).Distinct().ToList();
        return await context.Set<DutyRecord>()
            .Where(row => kinds.Contains(row.SubjectKind) && codes.Contains(row.SubjectCode))
            .ToListAsync(stop);
    }
}
