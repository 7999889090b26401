using System.Text.RegularExpressions;

namespace CivicLoop.Tests.Tidy;

/// <summary>The house rules that a machine can keep.</summary>
public sealed partial class StyleTests
{
    private const int ColumnsMax = 100;
    private const int FunctionLinesMax = 70;

    private static readonly string[] Rooms = ["src", "tests", "bench", "web"];

    // Words that say nothing about what a type is.
    private static readonly string[] EmptyWords =
        ["Manager", "Helper", "Util", "Utils", "Impl", "Dto"];

    [Fact]
    public void No_line_is_longer_than_a_hundred_columns()
    {
        var breaches = Code().SelectMany(file => file.Lines
                .Select((line, i) => (line, n: i + 1))
                .Where(one => one.line.Length > ColumnsMax)
                .Select(one => $"{file.Path}:{one.n} has {one.line.Length}"))
            .ToList();
        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public void No_function_is_longer_than_seventy_lines()
    {
        var breaches = Rooms.SelectMany(room => SourceTree.Files(room, ".cs"))
            .SelectMany(LongFunctions).ToList();
        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public void No_type_has_an_empty_word_in_its_name()
    {
        var breaches = SourceTree.Files("src", ".cs")
            .Where(file => EmptyWords.Any(
                word => file.Name.EndsWith(word, StringComparison.Ordinal)))
            .Select(file => file.Path).ToList();
        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public void Nothing_is_left_for_later_and_nothing_is_commented_out()
    {
        var breaches = Code().Where(file => file.Name != nameof(StyleTests))
            .SelectMany(file => file.Lines
                .Where(line => Later().IsMatch(line)).Select(line => $"{file.Path}: {line.Trim()}"))
            .ToList();
        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public void Every_file_is_used_by_another()
    {
        var files = Rooms.SelectMany(room => SourceTree.Files(room, ".cs", ".cshtml")).ToList();
        var dead = files.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal)
                && file.Path.EndsWith(".cs", StringComparison.Ordinal)
                && !file.Path.EndsWith(".cshtml.cs", StringComparison.Ordinal)
                && !IsFoundByReflection(file))
            .Where(file => !Types().Matches(file.Text).Any(type => IsUsed(type, file, files)))
            .Select(file => file.Path).ToList();
        Assert.True(dead.Count == 0, string.Join('\n', dead));
    }

    private static bool IsUsed(Match type, SourceFile own, List<SourceFile> files)
    {
        var name = type.Groups[1].Value;
        // An extension class is used by the names of its methods.
        var names = Extensions().Matches(own.Text).Select(match => match.Groups[1].Value)
            .Append(name).ToList();
        return files.Any(file => file.Path != own.Path
            && names.Any(word => file.Text.Contains(
                word.EndsWith("Attribute", StringComparison.Ordinal)
                    ? "[" + word[..^"Attribute".Length]
                    : word,
                StringComparison.Ordinal)));
    }

    // EF finds its maps, the compiler the entry point.
    private static bool IsFoundByReflection(SourceFile file) =>
        file.Text.Contains("IEntityTypeConfiguration<", StringComparison.Ordinal)
        || file.Name == "Program";

    private static IEnumerable<SourceFile> Code() =>
        Rooms.SelectMany(room => SourceTree.Files(room, ".cs", ".ts", ".sql"));

    // A body opens with a brace alone on its line and closes with one at the same column.
    private static IEnumerable<string> LongFunctions(SourceFile file)
    {
        var opened = new Stack<(int Column, int Line)>();
        for (var i = 0; i < file.Lines.Length; i++)
        {
            var text = file.Lines[i].Trim();
            var column = file.Lines[i].Length - file.Lines[i].TrimStart().Length;
            if (text == "{")
            {
                opened.Push((column, i));
            }
            else if (text.StartsWith('}') && opened.TryPeek(out var top) && top.Column == column)
            {
                opened.Pop();
                if (i - top.Line - 1 > FunctionLinesMax && IsFunction(file, top.Line, top.Column))
                {
                    yield return $"{file.Path}:{top.Line + 1} has {i - top.Line - 1} lines";
                }
            }
        }
    }

    private static bool IsFunction(SourceFile file, int brace, int column)
    {
        var head = brace - 1;
        while (head > 0
            && file.Lines[head].Length - file.Lines[head].TrimStart().Length > column)
        {
            head--;
        }

        return !NoFunction().IsMatch(file.Lines[head]);
    }

    [GeneratedRegex(
        @"\b(class|record|struct|interface|enum|namespace)\b"
        + @"|^\s*(new|private static readonly|public static .*\{ get)|=>|=$")]
    private static partial Regex NoFunction();

    [GeneratedRegex(
        @"//\s*(TODO|FIXME|HACK|XXX)|throw new NotImplementedException|^\s*//[^/].*(\)|=.*);\s*$")]
    private static partial Regex Later();

    [GeneratedRegex(
        @"\b(?:class|record struct|record|struct|interface|enum|delegate \w+(?:\[\])?)\s+(\w+)")]
    private static partial Regex Types();

    [GeneratedRegex(@"public static [\w<>,\[\]?. ]+ (\w+)(?:<[\w, ]+>)?\(\s*this ")]
    private static partial Regex Extensions();
}
