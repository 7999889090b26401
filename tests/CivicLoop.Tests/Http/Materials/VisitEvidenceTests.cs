using CivicLoop.Domain;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Materials;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Responsibilities;

namespace CivicLoop.Tests.Http.Materials;

/// <summary>Visits as evidence for materials.</summary>
public sealed class VisitEvidenceTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_finished_visit_is_evidence_for_who_reads_results_and_a_planned_one_is_not(
        DatabaseEngine engine)
    {
        await using var city = await MaterialCity.StartAsync(engine);
        var done = Visit(VisitState.Done);
        var planned = Visit(VisitState.Planned);
        await city.City.Database.WriteAsync(async session =>
        {
            await session.InsertAsync(SampleDuties.Site());
            await session.InsertAsync(done);
            await session.InsertAsync(planned);
            return (Outcome<bool>)true;
        });
        var source = new VisitEvidence(city.City.Database);
        var found = Assert.Single(
            await source.FindAsync(TestCallers.Office, "农贸", 20, default));
        Assert.Equal(($"{done.Id}", "P-1"), (found.Key, found.Label));
        Assert.Empty(await source.FindAsync(TestCallers.Office, "没有", 20, default));
        Assert.Empty(await source.FindAsync(TestCallers.Bureau, "", 20, default));
        Assert.True(await source.MayNameAsync(TestCallers.Office, $"{done.Id}", default));
        Assert.False(await source.MayNameAsync(TestCallers.Office, $"{planned.Id}", default));
        Assert.False(await source.MayNameAsync(TestCallers.Bureau, $"{done.Id}", default));
        Assert.False(await source.MayNameAsync(TestCallers.Office, "P-1", default));
        Assert.Equal(
            [$"{done.Id}"],
            (await source.NameAsync([$"{done.Id}", $"{planned.Id}", "x"], default)).Keys);
    }

    private static Visit Visit(VisitState state) => new()
    {
        Id = Ids.New(TestCity.Start), Purpose = VisitPurpose.Own, N = 0, Turn = 1,
        SiteId = SampleDuties.Site().Id, SiteCode = "P-1", SiteKindCode = "S01",
        DistrictCode = TestPack.West, EditionCode = "e-1", Inspector = "account:x",
        State = state, DueDay = new DateOnly(2026, 11, 24),
        BegunAt = state == VisitState.Done ? TestCity.Start : null,
        DoneAt = state == VisitState.Done ? TestCity.Start : null,
    };
}
