using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CivicLoop.Tests.Tidy;

/// <summary>Decisions are numbered, have the same four parts, and stand in an index written from
/// them.</summary>
public sealed partial class DecisionIndexTests
{
    private const string Folder = "docs/decisions";

    // Longer than this it is no longer read before the code is changed.
    private const int LinesMax = 80;

    private static readonly string[] Parts =
        ["## Context", "## Options", "## Decision", "## Consequences"];

    [Fact]
    public void The_index_lists_every_decision() => GeneratedPage.Hold(
        $"{Folder}/README.md",
        [
            "# Decisions", "",
            "*Written from the files by `DecisionIndexTests`.*", "",
            "One page each: what was to be decided, what could have been done, what we do, and "
                + "what follows",
            "from it. A decision is not edited after it was taken; a later one replaces it and "
                + "says so.", "",
            .. Decisions().Select(file =>
                $"- [{file.Name[..4]}]({file.Name}.md) {Title(file)}"),
        ]);

    [Fact]
    public void Decisions_are_numbered_without_a_gap()
    {
        var numbers = Decisions()
            .Select(file => int.Parse(file.Name[..4], CultureInfo.InvariantCulture)).ToList();
        Assert.NotEmpty(numbers);
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    [Fact]
    public void A_decision_is_one_page_with_context_options_decision_and_consequences()
    {
        var breaches = Decisions()
            .Where(file => !Parts.SequenceEqual(
                    file.Lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)))
                || (file.Lines.Length > LinesMax && !file.Name.EndsWith("-dependencies",
                    StringComparison.Ordinal)))
            .Select(file => file.Path).ToList();
        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public void Every_package_has_a_line_that_says_why()
    {
        var decision = Assert.Single(
            Decisions(), file => file.Name.EndsWith("-dependencies", StringComparison.Ordinal));
        var named = Row().Matches(decision.Text).Select(row => row.Groups[1].Value).ToHashSet();
        var packages = NuGetPackages().Concat(WebPackages()).ToHashSet();
        Assert.Equal(packages.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> NuGetPackages() =>
        XDocument.Load(Path.Combine(SourceTree.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion").Select(one => one.Attribute("Include")!.Value);

    private static IEnumerable<string> WebPackages()
    {
        using var package = System.Text.Json.JsonDocument.Parse(
            File.ReadAllText(Path.Combine(SourceTree.Root, "web/package.json")));
        foreach (var kind in new[] { "dependencies", "devDependencies" })
        {
            foreach (var one in package.RootElement.GetProperty(kind).EnumerateObject())
            {
                yield return one.Name;
            }
        }
    }

    private static IEnumerable<SourceFile> Decisions() =>
        SourceTree.Files(Folder, ".md").Where(file => file.Name != "README");

    private static string Title(SourceFile file) =>
        file.Lines[0].TrimStart('#', ' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.');

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
