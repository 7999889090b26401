using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Intake;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Packs;

namespace CivicLoop.Tests.Database.Intake;

public sealed class ImportTests
{
    private const string Closed =
        "1,2011-07-04 10:00:00,2011-07-06 10:00:00,2011-07-05 09:00:00,Exposed rubbish,d-water,"
        + "25.05,102.02,call,Western side,OK";

    private const string Open =
        "2,2011-07-05 10:00:00,2011-07-08 10:00:00,,Exposed rubbish,d-cg-990101,"
        + "25.05,102.03,staff,Western side,LATE";

    private const string OpenNowClosed =
        "2,2011-07-05 10:00:00,2011-07-08 10:00:00,2011-07-09 08:00:00,Exposed rubbish,"
        + "d-cg-990101,25.05,102.03,staff,Western side,LATE";

    // The newest instant of the file: at it open cases are judged.
    private const string Last =
        "3,2011-07-20 10:00:00,,2011-07-20 11:00:00,Unlicensed stall,none,25.05,102.25,staff,"
        + "Testville,OK";

    // The whole half year where a file is named, the shipped sample of it otherwise.
    private static string BostonFile =>
        Environment.GetEnvironmentVariable("CIVICLOOP_TEST_BOSTON")
        ?? Path.Combine(PackFolders.Root, "boston", "sample.csv.gz");

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_row_becomes_a_case_with_a_journal_entry_at_each_of_its_own_instants(
        DatabaseEngine engine)
    {
        await using var city = await IntakeCity.StartAsync(engine);
        var report = await city.ImportRowsAsync(Closed);
        var stored = Assert.Single(await city.CasesAsync());
        Assert.Equal(1, report.New);
        Assert.Equal(CaseState.Closed, stored.State);
        Assert.Equal("other:1", stored.ExternalId);
        Assert.Equal("990101-20110704-00001", stored.Number);
        Assert.Equal(TestPack.Water, stored.UnitOrg);
        Assert.Equal(CaseSource.Hotline, stored.Source);
        Assert.Equal(new DateTimeOffset(2011, 7, 4, 2, 0, 0, TimeSpan.Zero), stored.ReportedAt);
        Assert.Equal(new DateTimeOffset(2011, 7, 5, 1, 0, 0, TimeSpan.Zero), stored.ClosedAt);
        Assert.Equal(new DateTimeOffset(2011, 7, 6, 2, 0, 0, TimeSpan.Zero), stored.Line.DueAt);
        Assert.Equal(4, stored.JournalN);
        var proof = await city.VerifyAsync();
        Assert.Equal(4, proof.Entries);
        Assert.Empty(proof.Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_import_run_again_makes_no_doubles(DatabaseEngine engine)
    {
        await using var city = await IntakeCity.StartAsync(engine);
        await city.ImportRowsAsync(Closed, Open, Last);
        var again = await city.ImportRowsAsync(Closed, Open, Last);
        Assert.Equal((0, 3, 0), (again.New, again.Known, again.BroughtOn));
        Assert.Equal(3, (await city.CasesAsync()).Count);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_case_that_was_open_and_is_now_closed_is_brought_on_by_the_missing_step(
        DatabaseEngine engine)
    {
        await using var city = await IntakeCity.StartAsync(engine);
        await city.ImportRowsAsync(Closed, Open);
        var before = (await city.CasesAsync())[1];
        var report = await city.ImportRowsAsync(Closed, OpenNowClosed);
        var after = (await city.CasesAsync())[1];
        Assert.Equal((0, 1, 1), (report.New, report.Known, report.BroughtOn));
        Assert.Equal(CaseState.Closed, after.State);
        Assert.Equal(before.JournalN + 1, after.JournalN);
        Assert.Equal(before.Number, after.Number);
        Assert.Empty((await city.VerifyAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_row_twice_in_a_file_is_one_case(DatabaseEngine engine)
    {
        await using var city = await IntakeCity.StartAsync(engine);
        var report = await city.ImportRowsAsync(Open, Open, OpenNowClosed);
        var stored = Assert.Single(await city.CasesAsync());
        Assert.Equal((1, 1, 1), (report.New, report.Known, report.BroughtOn));
        Assert.Equal(CaseState.Closed, stored.State);
        Assert.Empty((await city.VerifyAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_interrupted_import_goes_on_where_it_stopped(DatabaseEngine engine)
    {
        await using var city = await IntakeCity.StartAsync(engine);
        var rows = Enumerable.Range(0, 2_500).Select(n =>
            $"{n},2011-07-04 10:00:00,,2011-07-05 09:00:00,Exposed rubbish,d-water,25.05,102.02,"
            + "call,Western side,OK");
        var file = city.Write(
            "many.csv.gz",
            IntakeCity.Gzip(string.Join('\n', rows.Prepend(IntakeCity.Header))));
        using var stop = new CancellationTokenSource();
        var request = new Modules.Intake.ImportRequest(file)
        {
            Mapping = city.MappingFile,
            Progress = (_, _) => stop.Cancel(),
        };
        var stopped = (await city.Service<Modules.Intake.ImportCases>()
            .RunAsync(request, stop.Token)).Value;
        Assert.True(stopped.Interrupted);
        Assert.Equal(1_000, (await city.CasesAsync()).Count);

        var resumed = await city.ImportAsync(file);
        Assert.Equal((1_500, 1_000), (resumed.New, resumed.Known));
        var stored = await city.CasesAsync();
        Assert.Equal(2_500, stored.Count);
        Assert.Equal(2_500, stored.Select(row => row.Number).Distinct().Count());
        Assert.Empty((await city.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task A_dry_run_reports_the_same_and_stores_nothing()
    {
        await using var city = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        var file = city.Write("dry.csv", string.Join('\n', IntakeCity.Header, Closed, Open, Last));
        var dry = (await city.Service<Modules.Intake.ImportCases>().RunAsync(
            new Modules.Intake.ImportRequest(file)
            {
                Mapping = city.MappingFile,
                DryRun = true,
            })).Value;
        Assert.Equal(3, dry.New);
        Assert.Equal(1, dry.OpenVerdicts.Agree);
        Assert.Empty(await city.CasesAsync());
    }

    [Fact]
    public async Task Open_overdue_cases_count_against_their_unit_and_rows_without_limit_do_not()
    {
        await using var city = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        var report = await city.ImportRowsAsync(Closed, Open, Last);
        var water = report.Units.Single(row => row.Code == TestPack.Water);
        var bureau = report.Units.Single(row => row.Code == TestPack.WestBureau);
        Assert.Equal((1, 1), (water.OnTime, water.Due));
        Assert.Equal((0, 1, 1), (bureau.OnTime, bureau.Due, bureau.OpenOverdue));
        Assert.Equal(1, report.WithoutLimit["OK"]);
        Assert.Equal((2, 2), (report.Areas.Agree, report.Areas.Compared));
        Assert.Equal(1, report.AreasUnnamed);
    }

    [Fact]
    public async Task An_area_word_that_does_not_fit_the_position_is_explained()
    {
        await using var city = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        var report = await city.ImportRowsAsync(
            Closed.Replace("Western side", "Area 990102000000", StringComparison.Ordinal),
            Open.Replace("Western side", "Atlantis", StringComparison.Ordinal));
        Assert.Equal(1, report.Areas.Gaps[AreaGap.Elsewhere].Rows);
        Assert.Equal(1, report.Areas.Gaps[AreaGap.UnknownName].Rows);
    }

    [Fact]
    public async Task The_shipped_sample_agrees_with_the_citys_own_flag_but_where_it_has_none()
    {
        await using var city = await IntakeCity.StartAsync(
            DatabaseEngine.Sqlite, PackFolders.Read("boston"));
        var report = await city.ImportAsync(
            BostonFile,
            Path.Combine(PackFolders.Root, "boston", "import.json"));
        Assert.Equal(report.Rows, report.New + report.Rejected);
        Assert.True(report.New > 3_000);
        Assert.True(report.ClosedVerdicts.Share >= 0.996, $"{report.ClosedVerdicts.Share}");
        Assert.Equal(1, report.OpenVerdicts.Share);
        Assert.Equal(
            [VerdictGap.NoFlag],
            report.ClosedVerdicts.Gaps.Keys.Concat(report.OpenVerdicts.Gaps.Keys).Distinct());
        Assert.True(report.Areas.Share >= 0.89, $"{report.Areas.Share}");
        Assert.DoesNotContain(AreaGap.UnknownName, report.Areas.Gaps.Keys);
        Assert.All(report.Units, row => Assert.Equal(row.TheirOnTime, row.OnTime));
        Assert.Equal(
            report.ClosedVerdicts.Compared - report.ClosedVerdicts.Agree
                + report.OpenVerdicts.Compared - report.OpenVerdicts.Agree,
            report.Units.Sum(row => row.Due - row.TheirDue));
        Assert.Empty((await city.VerifyAsync()).Faults);
    }
}
