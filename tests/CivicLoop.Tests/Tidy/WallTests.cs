using System.Text.RegularExpressions;

namespace CivicLoop.Tests.Tidy;

/// <summary>Who may know whom, read off the folder tree.</summary>
public sealed partial class WallTests
{
    // The kernel of the architecture; whatever other module there is, is a mechanism or an edge.
    private static readonly HashSet<string> Kernel =
    [
        "Burden", "Calendar", "Cases", "Command", "Evidence", "Inspections", "Materials",
        "Notices", "People", "Places", "Responsibilities", "Scores", "Standards", "Tasks",
    ];

    [Fact]
    public void A_module_uses_of_another_only_its_contracts()
    {
        var breaches = new List<string>();
        foreach (var file in SourceTree.Files("src/CivicLoop/Modules", ".cs", ".cshtml"))
        {
            var own = file.Path.Split('/')[3];
            breaches.AddRange(Uses(file).Where(use => use.Module != own && !use.IsContract)
                .Select(use => $"{file.Path}:{use.Line} takes {use.Name}"));
        }

        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public void The_platform_knows_no_module()
    {
        var breaches = SourceTree.Files("src/CivicLoop/Platform", ".cs")
            .SelectMany(file => Uses(file)
                .Select(use => $"{file.Path}:{use.Line} takes {use.Name}"))
            .ToList();
        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public void The_kernel_knows_no_mechanism()
    {
        var breaches = SourceTree.Files("src/CivicLoop/Modules", ".cs", ".cshtml")
            .Where(file => Kernel.Contains(file.Path.Split('/')[3]))
            .SelectMany(file => Uses(file).Where(use => !Kernel.Contains(use.Module))
                .Select(use => $"{file.Path}:{use.Line} takes {use.Name}"))
            .ToList();
        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public void The_domain_knows_nothing_of_the_application()
    {
        var breaches = SourceTree.Files("src/CivicLoop.Domain", ".cs")
            .SelectMany(file => file.Lines
                .Where(line => Foreign().IsMatch(line)).Select(line => $"{file.Path}: {line}"))
            .ToList();
        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public void A_table_is_written_by_the_module_that_maps_it_alone()
    {
        var files = SourceTree.Files("src/CivicLoop", ".cs").ToList();
        var owners = files.SelectMany(file => Mapped().Matches(file.Text)
                .Select(match => (Table: match.Groups[1].Value, Owner: RoomOf(file))))
            .ToLookup(pair => pair.Table, pair => pair.Owner);
        var breaches = new List<string>();
        foreach (var file in files)
        {
            foreach (Match match in Written().Matches(file.Text))
            {
                var table = match.Groups[1].Value;
                if (owners.Contains(table) && !owners[table].Contains(RoomOf(file)))
                {
                    breaches.Add($"{file.Path} writes {table} of {owners[table].First()}");
                }
            }
        }

        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public void A_capability_has_the_same_name_on_every_floor()
    {
        var rooms = SourceTree.Folders("src/CivicLoop/Modules")
            .Concat(SourceTree.Folders("src/CivicLoop/Platform"))
            .Append("Problems") // spoken on every floor, a room on none
            .ToHashSet();
        Assert.Equal(
            [], SourceTree.Folders("src/CivicLoop.Domain").Where(name => !rooms.Contains(name)));
    }

    // The platform is one room: its parts share the transaction they open.
    private static string RoomOf(SourceFile file) =>
        file.Path.Split('/') is [_, _, "Modules", var module, ..] ? module : "Platform";

    private static IEnumerable<Use> Uses(SourceFile file)
    {
        for (var i = 0; i < file.Lines.Length; i++)
        {
            foreach (Match match in Module().Matches(file.Lines[i]))
            {
                var isOwn = file.Lines[i].StartsWith("namespace ", StringComparison.Ordinal)
                    || file.Lines[i].StartsWith("@namespace", StringComparison.Ordinal);
                if (!isOwn)
                {
                    yield return new Use(
                        i + 1, match.Value, match.Groups[1].Value, match.Groups[2].Success);
                }
            }
        }
    }

    private sealed record Use(int Line, string Name, string Module, bool IsContract);

    [GeneratedRegex(@"CivicLoop\.Modules\.(\w+)(\.Contracts)?")]
    private static partial Regex Module();

    [GeneratedRegex(
        @"using (CivicLoop\.(Platform|Modules)|Microsoft\.(AspNetCore|EntityFrameworkCore|Data)"
        + @"|System\.(IO|Net))")]
    private static partial Regex Foreign();

    [GeneratedRegex(@"ToTable\(""(\w+)""")]
    private static partial Regex Mapped();

    [GeneratedRegex(@"(?:INSERT INTO|UPDATE|DELETE FROM)\s+([a-z_]+)\b")]
    private static partial Regex Written();
}
