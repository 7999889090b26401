using System.Diagnostics;
using System.Net.Http.Headers;
using CivicLoop.Domain.Inspections;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Journal;
using CivicLoop.Tests.Http.Inspections;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Bench;

/// <summary>Phones that come back into the network with twenty visits and their pictures each, over
/// connections that are killed, with retries and requests sent twice: every visit has to be in the
/// city exactly once, with its answers and its picture. As many phones as a tenth of
/// <c>--cases</c>: 2,000 unless said otherwise.</summary>
internal static class PhonesBench
{
    private const int CasesOfPhone = 10;
    private const int VisitsOfPhone = 20;

    public static async Task RunAsync(BenchRun run)
    {
        var phones = Math.Max(1, run.Cases / CasesOfPhone);
        Console.WriteLine($"{phones:N0} phones with {VisitsOfPhone} visits each");
        var made = await PhonesCity.MakeAsync(run, "phones", phones);
        PhonesReport report;
        var clock = Stopwatch.StartNew();
        await using (await ServedCity.StartAsync(made.Options, run.Port, run.Stop))
        {
            clock.Restart();
            report = await new Phones(new PhonesAsked(
                phones, VisitsOfPhone, new Uri($"http://127.0.0.1:{run.Port}"),
                (request, phone) => request.Headers.Authorization =
                    new AuthenticationHeaderValue("Bearer", made.Tokens[phone]),
                made.Sites, made.Items, TimeProvider.System.GetUtcNow())
            {
                AtOnce = run.Clients,
            }).RunAsync(run.Stop);
        }

        var seconds = clock.Elapsed.TotalSeconds;
        run.Tell("visits sent", $"{report.Sent.Count:N0} in {BenchRun.Number(seconds)} s");
        run.Tell("visits a second", BenchRun.Number(report.Sent.Count / seconds));
        run.Tell("requests", $"{report.Requests:N0}");
        run.Tell("connections killed", $"{report.Cut:N0}");
        run.Tell("sent twice at once", $"{report.Doubled:N0}");
        await CompareAsync(run, made, report);
    }

    private static async Task CompareAsync(
        BenchRun run, PhonesCity made, PhonesReport report)
    {
        await using var city = (await RunningCity.OpenAsync(
            made.Options, TimeProvider.System, run.Stop)).Value;
        await using var context = city.Database.OpenContext();
        var visits = await context.Set<Visit>().Where(row => row.State == VisitState.Done)
            .Select(row => new { row.Id, row.SiteCode }).ToDictionaryAsync(row => row.Id, run.Stop);
        var answers = await context.Set<VisitAnswer>().GroupBy(row => row.VisitId)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(one => one.Key, one => one.Count, run.Stop);
        var pictures = await context.Set<VisitAnswer>().Where(row => row.PictureId != null)
            .Select(row => new { row.VisitId, row.ItemCode, row.PictureId })
            .ToDictionaryAsync(one => one.VisitId, run.Stop);
        var findings = await context.Set<Finding>().GroupBy(row => row.VisitId)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(one => one.Key, one => one.Count, run.Stop);
        var lost = report.Sent.Count(one => !visits.TryGetValue(one.Id, out var row)
            || row.SiteCode != one.Site || answers.GetValueOrDefault(one.Id) != one.Answers
            || pictures.GetValueOrDefault(one.Id) is not { } picture
            || (picture.ItemCode, picture.PictureId) != (one.Wrong, one.Picture)
            || findings.GetValueOrDefault(one.Id) != 1);
        run.Hold("visits lost or not whole", lost, 0, atLeast: false);
        run.Hold("visits nobody sent", visits.Count - report.Sent.Count, 0, atLeast: false);
        var faults = (await new JournalVerifier(city.Database).VerifyAsync(null, run.Stop)).Faults;
        run.Hold("faults in the journal", faults.Count, 0, atLeast: false);
    }
}
