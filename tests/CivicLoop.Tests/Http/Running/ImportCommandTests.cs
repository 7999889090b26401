namespace CivicLoop.Tests.Http.Running;

/// <summary>Lists are taken in at the command line as on the pages: looked at first, row by row,
/// and what was rejected lies in a file.</summary>
public sealed class ImportCommandTests : IAsyncLifetime
{
    private readonly string folder =
        Directory.CreateTempSubdirectory("civicloop-import").FullName;

    private string Data => Path.Combine(folder, "city");

    public async ValueTask InitializeAsync()
    {
        var (code, _, complained) = await Terminal.RunAsync(
            "city", "create", "--pack", "boston", "--data", Data);
        Assert.True(code == 0, complained);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Lists_come_in_bad_rows_go_to_a_file_with_reasons_and_a_missing_file_is_named()
    {
        var list = await FileAsync(
            "units.csv",
            """
            code,tree,parent,name_zh,name_en,kind,area
            l-harbour,Line,,港务局,Harbour office,department,
            l-docks,Line,l-nowhere,码头,Docks,department,
            """);
        var missing = await Terminal.RunAsync(
            "import", "standard", "/no/such/file.xlsx", "--data", Data);
        Assert.Equal(1, missing.Code);
        Assert.Contains("/no/such/file.xlsx", missing.Complained, StringComparison.Ordinal);

        var looked = await Terminal.RunAsync(
            "import", "organizations", list, "--dry-run", "--data", Data);
        Assert.True(looked.Code == 0, looked.Complained);
        Assert.Contains("would be same 0, added 1", looked.Said, StringComparison.Ordinal);
        Assert.Contains("rejected 1", looked.Said, StringComparison.Ordinal);

        var taken = await Terminal.RunAsync("import", "organizations", list, "--data", Data);
        Assert.StartsWith("same 0, added 1", taken.Said, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Data, "units.csv.rejected.xlsx")));

        // What was looked at only was not stored; what was taken is, and people find it.
        var people = await FileAsync(
            "people.csv", "sign_in,display_name,role,organization\nann,Ann,handler,l-harbour\n");
        var links = await Terminal.RunAsync("import", "people", people, "--data", Data);
        Assert.True(links.Code == 0, links.Complained);
        Assert.Matches("ann: http.*/start/", links.Said);
        var again = await Terminal.RunAsync("import", "organizations", list, "--data", Data);
        Assert.StartsWith("same 1, added 0", again.Said, StringComparison.Ordinal);
    }

    private async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
