using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Inspections;
using CivicLoop.Modules.Inspections;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Packs;
using Microsoft.EntityFrameworkCore;

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
}
