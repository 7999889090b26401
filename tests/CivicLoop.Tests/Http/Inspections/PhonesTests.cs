using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Places;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Inspections;

/// <summary>Many phones at once, over networks that break: nothing is lost and nothing doubled.
/// </summary>
public sealed class PhonesTests
{
    private const int Many = 60;
    private const int VisitsOfEach = 4;

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Of_60_phones_on_breaking_networks_every_visit_arrives_once(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 12);
        var body = (await city.Service<EditionLists>().BodyAsync("sample-city", default)).Value;
        await using var context = city.City.Database.OpenContext();
        var sites = await context.Set<Site>().OrderBy(row => row.Code).ToListAsync();
        var report = await new Phones(new PhonesAsked(
            Many, VisitsOfEach, city.Http.BaseAddress!,
            (request, phone) => request.Headers.Add(TestCallers.Header, $"account:{Id(phone)}"),
            [.. sites.Select(one => (one.Code, one.SiteKindCode))],
            body.SiteKinds.ToDictionary(kind => kind.Code, body.CheckedAt),
            city.Time.GetUtcNow())).RunAsync();

        Assert.Equal(Many * VisitsOfEach, report.Sent.Count);
        Assert.InRange(report.Cut, 1, int.MaxValue);
        Assert.InRange(report.Doubled, 1, int.MaxValue);
        var visits = await context.Set<Visit>().ToDictionaryAsync(row => row.Id);
        Assert.Equal(report.Sent.Count, visits.Count);
        var answers = (await context.Set<VisitAnswer>().ToListAsync())
            .ToLookup(row => row.VisitId);
        Assert.All(report.Sent, one =>
        {
            var visit = visits[one.Id];
            Assert.Equal(
                (VisitState.Done, one.Site, $"account:{Id(one.Phone)}"),
                (visit.State, visit.SiteCode, visit.Inspector));
            Assert.Equal(one.Answers, answers[one.Id].Count());
            var wrong = answers[one.Id].Single(row => row.PictureId is not null);
            Assert.Equal((one.Wrong, one.Picture), (wrong.ItemCode, wrong.PictureId));
        });
        var found = await context.Set<Finding>().ToListAsync();
        Assert.Equal(report.Sent.Count, found.Count);
        Assert.Equal(
            report.Sent.Count,
            await context.Set<BurdenAsk>().CountAsync(row => row.Kind == AskKind.Inspection));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    private static Guid Id(int phone) => new(phone + 1, 0, 0, new byte[8]);
}
