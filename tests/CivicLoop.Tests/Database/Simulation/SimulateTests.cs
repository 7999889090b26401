using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Simulation;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Database.Intake;
using CivicLoop.Tests.Domain.Packs;

namespace CivicLoop.Tests.Database.Simulation;

public sealed class SimulateTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Every_simulated_case_has_a_journal_that_verifies(DatabaseEngine engine)
    {
        await using var city = await IntakeCity.StartAsync(engine);
        var report = await RunAsync(city, cases: 400, seed: 3);
        var proof = await city.VerifyAsync();
        Assert.Equal(400, report.New);
        Assert.Equal(400, proof.Subjects);
        Assert.Equal(report.Steps, proof.Entries);
        Assert.Empty(proof.Faults);
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_cases_with_the_same_hashes()
    {
        var one = await HashesAsync(seed: 1);
        Assert.Equal(one, await HashesAsync(seed: 1));
        Assert.NotEqual(one, await HashesAsync(seed: 2));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_simulation_run_again_makes_no_doubles_and_goes_on_after_a_stop(
        DatabaseEngine engine)
    {
        await using var city = await IntakeCity.StartAsync(engine);
        using var stop = new CancellationTokenSource();
        var request = new SimulateRequest(10, 1_200, 1, TestCity.Start);
        var stopped = await city.Service<SimulateCases>().RunAsync(
            request with { Progress = (_, _) => stop.Cancel() }, stop.Token);
        Assert.True(stopped.Value.Interrupted);
        var resumed = (await city.Service<SimulateCases>().RunAsync(request)).Value;
        Assert.Equal((700, 500), (resumed.New, resumed.Known));
        Assert.Equal(1_200, (await city.CasesAsync()).Count);
    }

    [Fact]
    public async Task A_simulated_month_of_kunming_holds_every_turn_a_case_can_take()
    {
        await using var city = await IntakeCity.StartAsync(
            DatabaseEngine.Sqlite, PackFolders.Read("kunming"));
        var report = await RunAsync(city, cases: 3_000, seed: 1, days: 30);
        var cases = await city.CasesAsync();
        Assert.Equal(3_000, report.New);
        CaseState[] states =
        [
            CaseState.Reported, CaseState.Verifying, CaseState.Accepted, CaseState.Dispatched,
            CaseState.Suspended, CaseState.Rectified, CaseState.Passed, CaseState.Closed,
            CaseState.Rejected, CaseState.Merged, CaseState.Withdrawn,
        ];
        Assert.All(states, state => Assert.Contains(cases, row => row.State == state));
        Assert.Multiple(
            () => Assert.Contains(cases, row => row.Returns > 0),
            () => Assert.Contains(cases, row => row.WrongReturns > 0),
            () => Assert.Contains(cases, row => row.Reworks > 0),
            () => Assert.Contains(cases, row => row.Extensions > 0),
            () => Assert.Contains(cases, row => row.Reopenings > 0),
            () => Assert.Contains(cases, row => row.Urges > 0),
            () => Assert.Contains(cases, row => row.ReporterSatisfied == true),
            () => Assert.Contains(
                cases, row => row.IsOpen && row.Line.OnTime(TestCity.Start) == false));
        Assert.All(cases, row => Assert.True(row.UpdatedAt <= TestCity.Start));
        var merged = cases.Where(row => row.State == CaseState.Merged).ToList();
        var ids = cases.ToDictionary(row => row.Id);
        Assert.All(merged, row =>
            Assert.Equal(row.ClassCode, ids[row.MergedIntoId!.Value].ClassCode));
    }

    [Fact]
    public async Task Units_do_their_work_differently_well()
    {
        await using var city = await IntakeCity.StartAsync(
            DatabaseEngine.Sqlite, PackFolders.Read("kunming"));
        await RunAsync(city, cases: 3_000, seed: 1, days: 30);
        var rates = (await city.CasesAsync())
            .Where(row => row.State == CaseState.Closed)
            .GroupBy(row => row.UnitOrg)
            .Where(unit => unit.Count() >= 30)
            .Select(unit => unit.Average(row =>
                row.Territory.OnTime(row.ClosedAt!.Value) == true ? 1.0 : 0.0))
            .ToList();
        Assert.True(rates.Count >= 5);
        Assert.True(rates.Max() - rates.Min() > 0.1, $"{rates.Min()} to {rates.Max()}");
    }

    [Fact]
    public async Task More_cases_than_make_sense_are_refused()
    {
        await using var city = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        var refused = await city.Service<SimulateCases>().RunAsync(
            new SimulateRequest(30, SimulateCases.CasesMax + 1, 1, TestCity.Start));
        Assert.Equal(ProblemCode.LimitTooLarge, refused.Problem?.Code);
    }

    [Fact]
    public void A_drawn_picture_is_a_jpeg_and_the_same_every_time()
    {
        var one = SimulatedPicture.Draw("C0101", 5);
        Assert.Equal([0xFF, 0xD8, 0xFF], one[..3]);
        Assert.Equal(one, SimulatedPicture.Draw("C0101", 5));
        Assert.NotEqual(one, SimulatedPicture.Draw("C0101", 6));
        Assert.NotEqual(one, SimulatedPicture.Draw("E0505", 5));
    }

    private static async Task<List<string>> HashesAsync(long seed)
    {
        await using var city = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        await RunAsync(city, cases: 150, seed);
        return
        [
            .. (await city.CasesAsync())
                .Select(row => $"{row.Id} {Convert.ToHexString(row.JournalHash)}"),
        ];
    }

    private static async Task<SimulationReport> RunAsync(
        IntakeCity city, int cases, long seed, int days = 10) =>
        (await city.Service<SimulateCases>().RunAsync(
            new SimulateRequest(days, cases, seed, TestCity.Start))).Value;
}
