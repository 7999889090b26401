using System.Text.RegularExpressions;

namespace CivicLoop.Tests.Tidy;

/// <summary>What a machine can keep true about the words around the code.</summary>
public sealed partial class DocsTests
{
    // Repositories load slowly and nobody updates megabytes of pictures.
    private const long PictureBytesMax = 5 * 1024 * 1024;

    // Hosts that documents may name. Whatever else stands there came from somebody's machine.
    private static readonly HashSet<string> Hosts =
    [
        "127.0.0.1", "localhost", "dot.net", "nodejs.org", "www.apache.org", "example.org",
        "city.example.org", "data.boston.gov", "open311.org", "wiki.open311.org",
        "www.rfc-editor.org", "creativecommons.org", "t{0-7}.tianditu.gov.cn",
    ];

    [Fact]
    public void Every_link_between_documents_leads_somewhere()
    {
        var breaches = new List<string>();
        foreach (var file in Documents())
        {
            var folder = Path.GetDirectoryName(Path.Combine(SourceTree.Root, file.Path))!;
            foreach (var target in Link().Matches(file.Text).Select(link => link.Groups[1].Value)
                .Where(target => !Scheme().IsMatch(target)))
            {
                var (path, part) = target.Split('#') is [var before, var after]
                    ? (before, after)
                    : (target, "");
                var aim = path.Length == 0
                    ? Path.Combine(SourceTree.Root, file.Path)
                    : Path.GetFullPath(Path.Combine(folder, path));
                if (!Path.Exists(aim) || (part.Length > 0 && !Headings(aim).Contains(part)))
                {
                    breaches.Add($"{file.Path} → {target}");
                }
            }
        }

        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public void No_document_names_a_machine_a_path_or_a_ticket_of_its_makers()
    {
        var breaches = Documents().SelectMany(file => file.Lines
                .Where(line => Place().IsMatch(line)
                    || Address().Matches(line).Any(one => !Hosts.Contains(one.Groups[1].Value)))
                .Select(line => $"{file.Path}: {line.Trim()}"))
            .ToList();
        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public void Both_first_pages_show_the_same_commands()
    {
        var english = Commands("README.md");
        Assert.NotEmpty(english);
        Assert.Equal(english, Commands("README.zh-CN.md"));
    }

    [Fact]
    public void Pictures_of_the_documents_stay_small()
    {
        var folder = Path.Combine(SourceTree.Root, "docs");
        var bytes = Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories)
            .Sum(file => new FileInfo(file).Length);
        Assert.InRange(bytes, 1, PictureBytesMax);
    }

    [Fact]
    public void Every_picture_of_the_documents_is_shown_by_one()
    {
        var shown = Documents().SelectMany(file => Link().Matches(file.Text)
                .Select(link => Path.GetFileName(link.Groups[1].Value)))
            .ToHashSet();
        var folder = Path.Combine(SourceTree.Root, "docs");
        Assert.Equal([], Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(file)).Where(name => !shown.Contains(name)));
    }

    private static IEnumerable<SourceFile> Documents() =>
        SourceTree.Files("docs", ".md").Concat(SourceTree.Files("packs", ".md"))
            .Concat(Directory.EnumerateFiles(SourceTree.Root, "*.md")
                .Order(StringComparer.Ordinal)
                .Select(file => new SourceFile(Path.GetFileName(file), File.ReadAllLines(file))));

    private static List<string> Commands(string page) =>
        [.. Fence().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, page)))
            .SelectMany(block => block.Groups[1].Value.Split('\n'))
            .Where(line => line.StartsWith("./", StringComparison.Ordinal)
                || line.StartsWith("curl ", StringComparison.Ordinal))
            .Select(line => line.Split(" #")[0].TrimEnd())];

    // The names a forge gives to headings: lower case, words joined by hyphens.
    private static IEnumerable<string> Headings(string file) =>
        File.ReadLines(file).Where(line => line.StartsWith('#'))
            .Select(line => Unnamed().Replace(line.TrimStart('#', ' ').ToLowerInvariant(), "")
                .Replace(' ', '-'));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^[a-z]+:")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"(?<![\w.])/(?:work|root|home|mnt|tmp/brief)/|\b[Ii]ssue \d+|(?<!\S)#\d+\b")]
    private static partial Regex Place();

    [GeneratedRegex(@"https?://([^/:\s)`""]+)")]
    private static partial Regex Address();

    [GeneratedRegex(@"```\w*\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Unnamed();
}
