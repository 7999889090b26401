using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;

namespace CivicLoop.Modules.Appraisal;

/// <summary>Takes targets in from a list; page and API come through here.</summary>
internal sealed class ImportTargets(SetTargets set)
{
    /// <summary>What a file would do; stores nothing. Errors: the file cannot be read; no such
    /// year.</summary>
    public async Task<Outcome<TargetImport>> LookAsync(
        int year, byte[] file, CancellationToken stop) =>
        !TargetSheet.Read(file).Try(out var read, out var bad) ? bad
        : (await set.PlanAsync(year, read.Lines, stop)).Try(out var plan, out var wrong)
            ? new TargetImport(read.Sheet, plan)
        : wrong;

    /// <summary>Takes every row in that can be taken. Errors: the same; the caller may not; the
    /// year is no draft.</summary>
    /// <param name="upload">The upload it came from, used up with it; null elsewhere.</param>
    public async Task<Outcome<TargetImport>> TakeAsync(
        int year, byte[] file, Upload? upload, Caller caller, CancellationToken stop)
    {
        if (!TargetSheet.Read(file).Try(out var read, out var bad))
        {
            return bad;
        }

        var taken = await set.TakeAsync(
            year, read.Lines, caller,
            upload is null
                ? null
                : (session, now) => Uploads.UseAsync(session, upload, now),
            stop);
        return taken.Try(out var plan, out var wrong)
            ? new TargetImport(read.Sheet, plan)
            : wrong;
    }
}
