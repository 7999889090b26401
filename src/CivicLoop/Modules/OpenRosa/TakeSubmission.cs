using System.Net;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.OpenRosa;

/// <summary>How far a form that was sent has come.</summary>
internal enum SubmissionState
{
    /// <summary>Pictures it speaks of are still to come.</summary>
    Waiting,

    /// <summary>The visit is handed in.</summary>
    HandedIn,
}

/// <summary>Takes forms that phones send, in parts and as often as it takes: the same form is one
/// visit, and another body under its id is refused.</summary>
internal sealed class TakeSubmission(
    CityDatabase database, FieldVisits visits, SubmitVisit submit, Pictures pictures,
    TimeProvider time)
{
    /// <summary>Errors: it is no form; its id stands for another body; the visit is not the
    /// caller's to make; whatever the visit refuses, and then nothing of it is kept.</summary>
    public async Task<Outcome<SubmissionState>> RunAsync(
        Stream xml, IReadOnlyList<IFormFile> files, Caller caller, IPAddress? from,
        CancellationToken stop)
    {
        if (!(await SentForm.ReadAsync(xml, stop)).Try(out var sent, out var refused)
            || !(await BeginAsync(sent, caller, stop)).Try(out var row, out refused))
        {
            return refused;
        }

        if (row.HandedInAt is not null)
        {
            return SubmissionState.HandedIn;
        }

        return await KeepAsync(sent, files, caller, from, stop) is { } unfit
            ? unfit
            : await HandInAsync(sent, caller, stop);
    }

    private async Task<Outcome<OpenRosaInstance>> BeginAsync(
        SentForm sent, Caller caller, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                var before = await session.Reads.Set<OpenRosaInstance>()
                    .FirstOrDefaultAsync(one => one.Id == sent.Instance, stop);
                if (before is not null)
                {
                    return before.Actor == caller.Actor && before.Hash.SequenceEqual(sent.Hash)
                        ? before
                        : new Problem(ProblemCode.InstanceKnown, "instanceID", sent.Instance);
                }

                var made = new OpenRosaInstance
                {
                    Id = sent.Instance, Hash = sent.Hash, VisitId = sent.Visit,
                    Actor = caller.Actor, ReceivedAt = now,
                };
                await session.InsertAsync(made);
                return (Outcome<OpenRosaInstance>)made;
            },
            stop);
    }

    private async Task<Problem?> KeepAsync(
        SentForm sent, IReadOnlyList<IFormFile> files, Caller caller, IPAddress? from,
        CancellationToken stop)
    {
        var wanted = sent.Photos.Values.ToHashSet();
        foreach (var file in files.Where(file => wanted.Contains(file.FileName)))
        {
            if (!pictures.MayTakeIn(caller, from))
            {
                return new Problem(ProblemCode.TooManyRequests, file.FileName);
            }

            await using var content = file.OpenReadStream();
            if (!(await pictures.TakeInAsync(content, file.FileName, stop))
                .Try(out var taken, out var unfit))
            {
                return unfit with { Field = file.FileName };
            }

            await database.WriteAsync(
                async session =>
                {
                    var row = new OpenRosaFile(sent.Instance, file.FileName, taken.Id);
                    if (await session.UpdateAsync(row) == 0)
                    {
                        await session.InsertAsync(row);
                    }

                    return (Outcome<bool>)true;
                },
                stop);
        }

        return null;
    }

    private async Task<Outcome<SubmissionState>> HandInAsync(
        SentForm sent, Caller caller, CancellationToken stop)
    {
        var kept = await FilesAsync(sent.Instance, stop);
        var photos = sent.Photos;
        if (photos.Values.Any(name => !kept.ContainsKey(name)))
        {
            return SubmissionState.Waiting;
        }

        var day = await visits.OfAsync(caller, stop);
        var visit = day.Visits.FirstOrDefault(one => one.Id == sent.Visit);
        var sheet = day.Sheets.FirstOrDefault(one => one.Key == visit?.Sheet);
        Problem? refused = sheet is null || OpenRosaForms.IdOf(sheet) != sent.FormId
            ? new Problem(ProblemCode.NotFound, "visit", $"{sent.Visit}")
            : null;
        if (sheet is not null && refused is null)
        {
            refused = sent.Read(sheet, photos.ToDictionary(one => one.Key, one => kept[one.Value]))
                .Try(out var said, out var wrong)
                ? (await submit.RunAsync(sent.Visit, said, caller, stop)).Problem
                : wrong;
        }

        await EndAsync(sent.Instance, isTaken: refused is null, stop);
        return refused is not null ? refused : SubmissionState.HandedIn;
    }

    private async Task<Dictionary<string, string>> FilesAsync(
        string instance, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<OpenRosaFile>().Where(row => row.InstanceId == instance)
            .ToDictionaryAsync(row => row.Name, row => row.PictureId, stop);
    }

    // A form that was refused may be mended on the phone and sent again under the same id.
    private async Task EndAsync(string instance, bool isTaken, CancellationToken stop) =>
        await database.WriteAsync(
            async session =>
            {
                if (isTaken)
                {
                    await session.ExecuteAsync(
                        "UPDATE openrosa_instances SET handed_in_at = @now WHERE id = @id",
                        ("id", instance), ("now", Instants.Storable(time.GetUtcNow())));
                }
                else
                {
                    await session.ExecuteAsync(
                        "DELETE FROM openrosa_files WHERE instance_id = @id", ("id", instance));
                    await session.ExecuteAsync(
                        "DELETE FROM openrosa_instances WHERE id = @id", ("id", instance));
                }

                return (Outcome<bool>)true;
            },
            stop);
}
