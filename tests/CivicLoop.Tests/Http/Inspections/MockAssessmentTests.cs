using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Inspections;
using CivicLoop.Modules.Inspections;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Packs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CivicLoop.Tests.Http.Inspections;

/// <summary>The demonstration city shows an inspection that went through the same rules as any.
/// </summary>
public sealed class MockAssessmentTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_mock_assessment_of_78_sites_is_played_through_the_domain(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine, PackFolders.Read("kunming"));
        var play = city.Service<PlayInspection>();
        var played = (await play.RunAsync(seed: 1)).Value;
        var check = Assert.Single(
            (await city.Service<VerifyDraws>().RunAsync(played.Plan, default)).Value);
        Assert.Equal((97, 78), (check.Frame, check.Sites));
        Assert.Empty(check.Faults);
        Assert.InRange(played.Visits, 60, 86);
        await using var context = city.City.Database.OpenContext();
        var cases = await context.Set<Case>().ToListAsync();
        Assert.NotEmpty(cases);
        Assert.All(cases, row => Assert.NotNull(row.DistrictCode));
        Assert.Contains(cases, row => row.State == CaseState.Dispatched);
        Assert.Equal(
            cases.Count,
            await context.Set<Finding>().CountAsync(row => row.CaseId != null));
        // The same again plays nothing: a city has one.
        Assert.Null((await play.RunAsync(seed: 1)).Value.Plan);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_spot_check_that_is_over_told_its_secret_and_its_cases_are_closed(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine, PackFolders.Read("kunming"));
        var past = city.Service<PlayPastInspection>();
        Assert.InRange((await past.RunAsync(seed: 1)).Value, 8, 20);
        Assert.Equal(0, (await past.EndAsync()).Value);
        city.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, (await past.EndAsync()).Value);
        Assert.Equal(0, (await past.RunAsync(seed: 1)).Value);

        var check = Assert.Single(
            (await city.Service<VerifyDraws>().RunAsync(null, default)).Value);
        Assert.True(check.IsWhole);
        Assert.Empty(check.Faults);
        var page = await city.Http.GetStringAsync($"/draws/{check.Plan}?lang=en");
        Assert.Contains("alert-success", page, StringComparison.Ordinal);
        await using var context = city.City.Database.OpenContext();
        Assert.True(await context.Set<Visit>().AllAsync(row => row.State == VisitState.Done));
        Assert.True(await context.Set<Case>().AnyAsync(row => row.State == CaseState.Closed));

        // The next one is played beside it, and draws from all sites again after the rest.
        city.Time.Advance(TimeSpan.FromDays(42));
        var running = (await city.Service<PlayInspection>().RunAsync(seed: 1)).Value;
        Assert.Equal("J2027-0001", running.Plan);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Who_tries_a_demonstration_city_could_be_sent_before_the_city_was_made(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine, PackFolders.Read("kunming"));
        var before = new FakeTimeProvider(city.Time.GetUtcNow().AddDays(-45));
        var inspectors = new FindInspectors(
            city.City.Database, city.Service<CityHolder>(), before);
        Assert.NotEmpty(await inspectors.AllAsync([], default));
    }
}
