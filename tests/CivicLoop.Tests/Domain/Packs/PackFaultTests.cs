using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;

namespace CivicLoop.Tests.Domain.Packs;

/// <summary>Each test spoils one line of a copy of a pack.</summary>
public sealed class PackFaultTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("civicloop-pack-").FullName;

    public PackFaultTests()
    {
        foreach (var file in Directory.GetFiles(
            PackFolders.Root, "*.*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(root, Path.GetRelativePath(PackFolders.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData(
        "kunming/divisions.csv", "530102001001,", "5301020010X1,",
        ProblemCode.FieldInvalid, "kunming/divisions.csv, row 167, code")]
    [InlineData(
        "kunming/divisions.csv", "530102001002,", "530102001001,",
        ProblemCode.AlreadyExists, "kunming/divisions.csv, row 168, code")]
    [InlineData(
        "kunming/divisions.csv", "name_en", "english",
        ProblemCode.ColumnMissing, "kunming/divisions.csv, row 1, name_en")]
    [InlineData(
        "kunming/organizations.csv", "km-cg,Line,,", "km-cg,Lines,,",
        ProblemCode.UnknownValue, "kunming/organizations.csv, row 2, tree")]
    [InlineData(
        "kunming/organizations.csv", "km-cg-530102,Line,km-cg,", "km-cg-530102,Line,km-zz,",
        ProblemCode.UnknownValue, "kunming/organizations.csv, row 3, parent")]
    [InlineData(
        "kunming/city.json", "\"km-cg\"", "\"km-none\"",
        ProblemCode.UnknownValue, "catalogue/gbt30428.json, row E0101, lead")]
    [InlineData(
        "kunming/city.json", "Asia/Shanghai", "Asia/Nowhere",
        ProblemCode.UnknownValue, "kunming/city.json, timeZone")]
    [InlineData(
        "kunming/zones.json", "\"530102401000\"", "\"530102499000\"",
        ProblemCode.UnknownValue, "kunming/zones.json, row zone-gaoxin, members")]
    [InlineData(
        "boston/routing.json", "\"lead\"", "\"nobody\"",
        ProblemCode.UnknownValue, "boston/routing.json, row bos-001, unit")]
    [InlineData(
        "kunming/templates.json", "\"urge\"", "\"nudge\"",
        ProblemCode.UnknownValue, "kunming/templates.json, row 催办, command")]
    [InlineData(
        "boston/areas.geojson", "\"id\":\"2\"", "\"nr\":\"2\"",
        ProblemCode.FieldRequired, "boston/areas.geojson, row 1, id")]
    public void A_fault_is_named_with_file_row_and_field(
        string file, string right, string wrong, ProblemCode code, string place)
    {
        var path = Path.Combine(root, file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0);
        File.WriteAllText(path, text[..at] + wrong + text[(at + right.Length)..]);
        var problem = ReadPackOf(file);
        Assert.Equal(code, problem.Code);
        Assert.Equal(place, problem.Field);
    }

    [Fact]
    public void A_misspelt_field_is_not_lost_in_silence()
    {
        var path = Path.Combine(root, "boston", "city.json");
        var text = File.ReadAllText(path);
        File.WriteAllText(
            path, text.Replace("\"seenFirst\"", "\"seenfrist\"", StringComparison.Ordinal));
        var problem = ReadPackOf("boston/city.json");
        Assert.Equal(ProblemCode.FieldInvalid, problem.Code);
        Assert.Contains("seenfrist", problem.Field, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        File.Delete(Path.Combine(root, "boston", "calendar.json"));
        var problem = ReadPackOf("boston/calendar.json");
        Assert.Equal(ProblemCode.FileMissing, problem.Code);
        Assert.Equal("boston/calendar.json", problem.Field);
    }

    [Fact]
    public void A_file_in_another_encoding_is_refused()
    {
        File.WriteAllBytes(
            Path.Combine(root, "kunming", "zones.json"), [.. "{\"zones\":"u8, 0xC0, 0xA5]);
        var problem = ReadPackOf("kunming/zones.json");
        Assert.Equal(ProblemCode.TextNotUtf8, problem.Code);
        Assert.Equal("kunming/zones.json", problem.Field);
    }

    private Problem ReadPackOf(string file)
    {
        var outcome = PackReader.Read(Path.Combine(root, file[..file.IndexOf('/')]));
        Assert.False(outcome.Try(out _, out var problem));
        return problem!;
    }
}
