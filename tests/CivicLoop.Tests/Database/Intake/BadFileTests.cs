using System.Text;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Database.Intake;

public sealed class BadFileTests
{
    private const string Good =
        "1,2011-07-04 10:00:00,2011-07-06 10:00:00,2011-07-05 09:00:00,Exposed rubbish,d-water,"
        + "25.05,102.02,call,Western side,OK";

    [Theory]
    [InlineData("unknown class", "Exposed rubbish", "Dragons", ProblemCode.UnknownClass, "type")]
    [InlineData("no class", "Exposed rubbish", "", ProblemCode.FieldRequired, "type")]
    [InlineData("no number", "1,", ",", ProblemCode.FieldRequired, "id")]
    [InlineData(
        "a bad date", "2011-07-04 10:00:00", "4.7.2011", ProblemCode.FieldInvalid, "opened")]
    [InlineData("no date", "2011-07-04 10:00:00", "", ProblemCode.FieldRequired, "opened")]
    [InlineData(
        "closed before opened", "2011-07-05 09:00:00", "2011-07-03 09:00:00",
        ProblemCode.DateOrder, "closed")]
    [InlineData(
        "half a position", "25.05,102.02", "25.05,", ProblemCode.PositionIncomplete, "lon")]
    [InlineData("no position", "25.05,102.02", ",", ProblemCode.FieldRequired, "lat")]
    [InlineData("a position in words", "25.05", "here", ProblemCode.FieldInvalid, "lat")]
    [InlineData(
        "outside the city", "25.05,102.02", "31.2,121.5", ProblemCode.PositionOutsideCity, "lat")]
    [InlineData("unknown unit", "d-water", "d-fire", ProblemCode.UnitNotKnown, "unit")]
    [InlineData("unknown source", "call", "pigeon", ProblemCode.UnknownValue, "from")]
    public async Task A_row_that_cannot_be_taken_is_written_out_with_its_reason(
        string what, string good, string bad, ProblemCode code, string column)
    {
        await using var city = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        var index = Good.IndexOf(good, StringComparison.Ordinal);
        var row = Good[..index] + bad + Good[(index + good.Length)..];
        var report = await city.ImportRowsAsync(
            Good.Replace("1,2011", "9,2011", StringComparison.Ordinal), row);
        Assert.True(report is { New: 1, Rejected: 1 }, what);
        Assert.Equal([code], report.RejectedBy.Keys);
        var lines = await File.ReadAllLinesAsync(
            city.RejectedFile, TestContext.Current.CancellationToken);
        Assert.Equal($"row,field,problem,text,fix,{IntakeCity.Header}", lines[0]);
        Assert.StartsWith($"3,{column},{(int)code},", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(row, lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_local_time_that_clocks_skipped_is_rejected_by_name()
    {
        await using var city = await IntakeCity.StartAsync(
            DatabaseEngine.Sqlite, IntakeCity.OnBostonTime());
        var report = await city.ImportRowsAsync(
            Good.Replace("2011-07-04 10:00:00", "2011-03-13 02:30:00", StringComparison.Ordinal));
        Assert.Equal([ProblemCode.LocalTimeSkipped], report.RejectedBy.Keys);
    }

    [Fact]
    public async Task A_local_time_shown_twice_is_taken_as_the_first_and_counted()
    {
        await using var city = await IntakeCity.StartAsync(
            DatabaseEngine.Sqlite, IntakeCity.OnBostonTime());
        var report = await city.ImportRowsAsync(
            Good.Replace("2011-07-05 09:00:00", "2011-11-06 01:30:00", StringComparison.Ordinal));
        Assert.Equal(1, report.AmbiguousTimes);
        var stored = Assert.Single(await city.CasesAsync());
        Assert.Equal(new DateTimeOffset(2011, 11, 6, 5, 30, 0, TimeSpan.Zero), stored.ClosedAt);
    }

    [Fact]
    public async Task A_row_that_contradicts_what_was_imported_before_is_rejected()
    {
        await using var city = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        await city.ImportRowsAsync(Good);
        var report = await city.ImportRowsAsync(
            Good.Replace("2011-07-05 09:00:00", "", StringComparison.Ordinal));
        Assert.Equal([ProblemCode.ChangedMeanwhile], report.RejectedBy.Keys);
    }

    [Fact]
    public async Task A_file_in_gbk_is_refused_whole_and_the_line_is_named()
    {
        await using var city = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        byte[] rubbish = [0xC0, 0xAC, 0xBB, 0xF8];
        byte[] text =
        [
            .. Encoding.ASCII.GetBytes($"{IntakeCity.Header}\n{Good}\n2,"), .. rubbish,
            .. Encoding.ASCII.GetBytes("\n"),
        ];
        var refused = await city.TryImportAsync(city.Write("gbk.csv", text));
        Assert.Equal(
            new Problem(ProblemCode.TextNotUtf8, "line", 3L).ToString(),
            refused.Problem?.ToString());
        Assert.Empty(await city.CasesAsync());
    }

    [Fact]
    public async Task Characters_cut_by_the_end_of_a_block_are_no_fault()
    {
        await using var city = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        var wide = string.Concat(Enumerable.Repeat("垃圾", 40_000));
        var row = Good.Replace("Western side", wide, StringComparison.Ordinal);
        var report = await city.ImportRowsAsync("x" + row, "xx" + row, row);
        Assert.Equal(3, report.New);
    }

    [Fact]
    public async Task A_missing_column_refuses_the_file_and_is_named()
    {
        await using var city = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        var file = city.Write("short.csv", "id,opened,due,closed,unit,lat,lon,from,place,flag\n");
        var refused = await city.TryImportAsync(file);
        Assert.Equal(
            new Problem(ProblemCode.ColumnMissing, "type", "type").ToString(),
            refused.Problem?.ToString());
    }

    [Fact]
    public async Task An_empty_file_a_false_gzip_and_a_file_that_is_not_there_are_told_apart()
    {
        await using var city = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        var empty = await city.TryImportAsync(city.Write("empty.csv", ""));
        var plain = await city.TryImportAsync(city.Write("plain.csv.gz", IntakeCity.Header));
        var none = await city.TryImportAsync("/nowhere/none.csv");
        Assert.Equal(ProblemCode.FileEmpty, empty.Problem?.Code);
        Assert.Equal(ProblemCode.FileNotGzip, plain.Problem?.Code);
        Assert.Equal(ProblemCode.NotFound, none.Problem?.Code);
    }

    [Fact]
    public async Task A_gzip_that_ends_too_early_is_refused_before_anything_is_written()
    {
        await using var city = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        var whole = IntakeCity.Gzip($"{IntakeCity.Header}\n{Good}\n");
        var refused = await city.TryImportAsync(
            city.Write("cut.csv.gz", whole[..(whole.Length / 2)]));
        Assert.Equal(ProblemCode.FileNotGzip, refused.Problem?.Code);
        Assert.Empty(await city.CasesAsync());
    }

    [Fact]
    public async Task Two_gzip_files_joined_into_one_are_read_whole()
    {
        await using var city = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        var joined = IntakeCity.Gzip($"{IntakeCity.Header}\n{Good}\n")
            .Concat(IntakeCity.Gzip("2" + Good + "\n")).ToArray();
        var report = await city.ImportAsync(city.Write("joined.csv.gz", joined));
        Assert.Equal(2, report.New);
    }

    [Fact]
    public async Task A_row_that_ends_too_early_is_rejected_and_written_out_to_its_full_width()
    {
        await using var city = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        var report = await city.ImportRowsAsync(Good, "2,2011-07-04 10:00:00");
        Assert.Equal([ProblemCode.FieldRequired], report.RejectedBy.Keys);
        var lines = await File.ReadAllLinesAsync(
            city.RejectedFile, TestContext.Current.CancellationToken);
        Assert.EndsWith("2,2011-07-04 10:00:00,,,,,,,,,", lines[1], StringComparison.Ordinal);
    }
}
