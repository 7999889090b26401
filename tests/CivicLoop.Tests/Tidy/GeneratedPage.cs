namespace CivicLoop.Tests.Tidy;

/// <summary>A page of the documentation that code writes. A run with
/// <c>CIVICLOOP_WRITE_DOCS=1</c> writes it; any other run holds it against the code.</summary>
internal static class GeneratedPage
{
    private const string Variable = "CIVICLOOP_WRITE_DOCS";

    public static void Hold(string path, IEnumerable<string> lines)
    {
        var file = Path.Combine(SourceTree.Root, path);
        var text = string.Join('\n', lines) + "\n";
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Assert.True(
            File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == text,
            $"{path} is not what the code says; run the tests once with {Variable}=1.");
    }

    /// <summary>A row of a table; a bar inside a cell would end it.</summary>
    public static string Row(params string[] cells) =>
        "| " + string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|"))) + " |";

    public static string Rule(int columns) =>
        "|" + string.Concat(Enumerable.Repeat("---|", columns));
}
