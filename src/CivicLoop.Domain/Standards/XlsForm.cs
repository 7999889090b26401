using System.Globalization;
using System.Text.RegularExpressions;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Standards;

/// <summary>What a form says as rows of an edition, and its rows that are no part of a check list.
/// </summary>
public sealed record XlsFormLines(
    IReadOnlyList<EditionLine> Lines, IReadOnlyList<RefusedLine> Refused);

/// <summary>Reads a check list out of a form as ODK, KoBo and others keep it (XLSForm,
/// https://xlsform.org): a group is a kind of site, a question in it a check item, a question
/// outside of groups a common one.</summary>
/// <remarks>The rule of an item follows from its type: <c>integer</c> counts instances;
/// <c>select_one</c> of yes and no, or of A, B, C and C#, is a question or a state. A column
/// <c>rule</c> says another one, and <c>points</c> its points (1 without). What a form asks of the
/// phone or the person, and notes, are left out without a word.</remarks>
public static partial class XlsForm
{
    private const string Usual = "1";

    private static readonly HashSet<string> Silent =
    [
        "", "start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit",
        "note", "end_group", "end_repeat", "calculate", "hidden",
    ];

    /// <param name="survey">Rows of the sheet <c>survey</c>.</param>
    /// <param name="choices">Rows of <c>choices</c>; none where nothing is chosen from.</param>
    /// <param name="settings">Rows of <c>settings</c>; the first says which edition it is.</param>
    public static XlsFormLines Read(
        IReadOnlyList<EditionLine> survey, IReadOnlyList<EditionLine> choices,
        IReadOnlyList<EditionLine> settings)
    {
        var lists = choices.ToLookup(one => one["list_name"], one => one["name"]);
        var common = Outside(survey).Where(one => RuleOf(one, lists) is not null)
            .Select(CodeOf).ToList();
        var lines = new List<EditionLine>();
        var refused = new List<RefusedLine>();
        if (settings.Count > 0)
        {
            lines.Add(Row(settings[0], "edition", settings[0]["form_id"], "", new()
            {
                ["name_zh"] = settings[0]["form_title"], ["source_zh"] = "XLSForm",
            }));
        }

        string? group = null;
        foreach (var line in survey)
        {
            var type = TypeOf(line);
            if (type is "begin_group" or "begin_repeat")
            {
                // A check list has one floor: what is deeper has no place in it.
                if (group is not null || type == "begin_repeat")
                {
                    refused.Add(Unusable(line));
                    continue;
                }

                group = CodeOf(line);
                lines.Add(Row(line, "kind", group, "", new()
                {
                    ["common"] = string.Join(' ', common),
                }));
            }
            else if (type == "end_group")
            {
                group = null;
            }
            else if (RuleOf(line, lists) is { } rule)
            {
                lines.Add(Row(
                    line, group is null ? "common" : "check", CodeOf(line), group ?? "", new()
                    {
                        ["rule"] = rule,
                        ["points"] = line["points"].Length > 0 ? line["points"] : Usual,
                    }));
            }
            else if (!Silent.Contains(type))
            {
                refused.Add(Unusable(line));
            }
        }

        return new XlsFormLines(lines, refused);
    }

    // Rows outside of groups: every kind has them, wherever they stand in the form.
    private static IEnumerable<EditionLine> Outside(IReadOnlyList<EditionLine> survey)
    {
        var depth = 0;
        foreach (var line in survey)
        {
            depth += TypeOf(line) switch
            {
                "begin_group" or "begin_repeat" => 1,
                "end_group" or "end_repeat" => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                yield return line;
            }
        }
    }

    // Null where the question is nothing that is checked.
    private static string? RuleOf(EditionLine line, ILookup<string, string> lists)
    {
        var words = line["type"].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || Silent.Contains(TypeOf(line)) || IsGroup(line))
        {
            return null;
        }

        if (line["rule"].Length > 0)
        {
            return line["rule"];
        }

        if (words[0] == "integer")
        {
            return "N";
        }

        if (words[0] != "select_one" || words.Length < 2)
        {
            return null;
        }

        var names = lists[words[1]].Select(name => name.ToLowerInvariant()).ToHashSet();
        return names.SetEquals(["yes", "no"]) || names.SetEquals(["1", "0"]) ? "B"
            : names.SetEquals(["a", "b", "c", "c#"]) || names.SetEquals(["a", "b", "c", "csharp"])
                ? "S"
            : null;
    }

    private static bool IsGroup(EditionLine line) => TypeOf(line)
        is "begin_group" or "end_group" or "begin_repeat" or "end_repeat";

    // Both spellings are in use: begin group and begin_group.
    private static string TypeOf(EditionLine line)
    {
        var type = line["type"].ToLowerInvariant();
        return type.StartsWith("select_", StringComparison.Ordinal)
            ? type
            : type.Replace(' ', '_');
    }

    // Codes of an edition stand in addresses; names of a form may hold a low line.
    private static string CodeOf(EditionLine line) => line["name"].Replace('_', '-');

    private static RefusedLine Unusable(EditionLine line) => new(
        line.Line, new Problem(ProblemCode.FormTypeUnusable, "type", line["type"]));

    private static EditionLine Row(
        EditionLine from, string level, string code, string parent,
        Dictionary<string, string> more)
    {
        var (zh, en) = (Label(from, Chinese()), Label(from, English()));
        var name = zh ?? (from["label"].Length > 0 ? from["label"] : en) ?? "";
        var cells = new Dictionary<string, string>
        {
            ["level"] = level, ["code"] = code, ["parent"] = parent, ["name_zh"] = name,
            ["name_en"] = en ?? "",
        };
        foreach (var (column, value) in more)
        {
            cells[column] = value;
        }

        return new EditionLine(from.Line, cells);
    }

    private static string? Label(EditionLine line, Regex language) => line.Cells
        .Where(cell => language.IsMatch(cell.Key) && cell.Value.Trim().Length > 0)
        .Select(cell => cell.Value.Trim()).FirstOrDefault();

    [GeneratedRegex(@"^label::\s*(.*中文|Chinese|.*\(zh)", RegexOptions.IgnoreCase)]
    private static partial Regex Chinese();

    [GeneratedRegex(@"^label::\s*(English|英文|.*\(en)", RegexOptions.IgnoreCase)]
    private static partial Regex English();
}
