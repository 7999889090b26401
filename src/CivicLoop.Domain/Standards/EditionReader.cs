using System.Globalization;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Standards;

/// <summary>A row of an edition's file by the names of its columns.</summary>
/// <param name="Line">Its number in the file.</param>
public sealed record EditionLine(int Line, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>Trimmed; empty where the cell is empty or the column missing.</summary>
    public string this[string column] =>
        Cells.TryGetValue(column, out var text) ? text.Trim() : "";
}

/// <summary>What a file says: the draft it makes, and the rows that cannot be taken.</summary>
public sealed record EditionPlan(EditionBody Body, IReadOnlyList<RefusedLine> Refused);

/// <summary>Makes a draft of an edition out of the rows of its file, one row for each part, in any
/// order. A row below one that is refused is refused too.</summary>
public sealed class EditionReader
{
    /// <summary>Columns of the file, in the order it is written.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "level", "code", "parent", "name_zh", "name_en", "method", "site_kind", "rule", "points",
        "common", "lead_zh", "lead_en", "year", "share", "subject", "sample", "source_zh",
        "source_en", "form", "needed", "text_max", "pictures_max",
    ];

    /// <summary>Values of the first column, from the whole to its parts.</summary>
    public static readonly IReadOnlyList<string> Levels =
    [
        "edition", "weight", "common", "kind", "check", "item", "content", "criterion", "measure",
        "document",
    ];

    private const int CodeMax = 40;
    private const int NameMax = 300;
    private const int SourceMax = 1000;
    private const int PointsMax = 1000;
    private const int TextLimitMax = 20_000;
    private const int PicturesLimitMax = 100;

    private readonly List<RefusedLine> refused = [];
    private readonly HashSet<(string, string)> codes = [];
    private readonly List<EditionItem> items = [];
    private readonly List<EditionContent> contents = [];
    private readonly List<Criterion> criteria = [];
    private readonly List<Measure> measures = [];
    private readonly List<EditionDocument> documents = [];
    private readonly List<SiteKind> kinds = [];
    private readonly List<CheckItem> checks = [];
    private readonly List<EditionWeight> weights = [];
    private string edition = "";

    /// <summary>Error: the row that says which edition it is is missing or faulty; nothing can be
    /// taken then.</summary>
    public static Outcome<EditionPlan> Read(IEnumerable<EditionLine> lines, DateTimeOffset now) =>
        new EditionReader().Take([.. lines], now);

    private Outcome<EditionPlan> Take(List<EditionLine> lines, DateTimeOffset now)
    {
        var byLevel = lines.ToLookup(line => line["level"].ToLowerInvariant());
        if (byLevel["edition"].FirstOrDefault() is not { } first)
        {
            return new Problem(ProblemCode.FieldRequired, "edition");
        }

        if (!Header(first, now).Try(out var header, out var fault))
        {
            return fault;
        }

        edition = header.Code;
        foreach (var line in byLevel["edition"].Skip(1))
        {
            Refuse(line, new Problem(ProblemCode.AlreadyExists, "edition", header.Code));
        }

        foreach (var line in lines.Where(line => !Levels.Contains(
            line["level"].ToLowerInvariant())))
        {
            Refuse(line, new Problem(ProblemCode.UnknownValue, "level", line["level"]));
        }

        foreach (var line in Levels.Skip(1).SelectMany(level => byLevel[level]))
        {
            if (Part(line) is { } wrong)
            {
                Refuse(line, wrong);
            }
        }

        return new EditionPlan(
            new EditionBody
            {
                Edition = header, Items = items, Contents = contents, Criteria = criteria,
                Measures = measures, Documents = documents, SiteKinds = kinds,
                CheckItems = checks, Weights = weights,
            },
            [.. refused.OrderBy(one => one.Line)]);
    }

    private static Outcome<Edition> Header(EditionLine line, DateTimeOffset now)
    {
        if (Named(line) is { } fault)
        {
            return fault;
        }

        var subject = line["subject"].Length == 0 ? "City" : line["subject"];
        if (Word<EditionSubject>(subject) is not { } known)
        {
            return new Problem(ProblemCode.UnknownValue, "subject", subject);
        }

        foreach (var field in new[] { "source_zh", "source_en" })
        {
            if (line[field].Length > SourceMax)
            {
                return new Problem(
                    ProblemCode.FieldTooLong, field, SourceMax, line[field].Length);
            }
        }

        if (Limit(line, "text_max", Edition.TextMaxUsual, TextLimitMax) is not { } textMax)
        {
            return new Problem(ProblemCode.FieldInvalid, "text_max", line["text_max"]);
        }

        if (Limit(line, "pictures_max", Edition.PicturesMaxUsual, PicturesLimitMax)
            is not { } picturesMax)
        {
            return new Problem(ProblemCode.FieldInvalid, "pictures_max", line["pictures_max"]);
        }

        return new Edition
        {
            TextMax = textMax,
            PicturesMax = picturesMax,
            Code = line["code"],
            Subject = known,
            NameZh = line["name_zh"],
            NameEn = line["name_en"].Length > 0 ? line["name_en"] : line["name_zh"],
            SourceZh = line["source_zh"],
            SourceEn = line["source_en"].Length > 0 ? line["source_en"] : line["source_zh"],
            IsSample = IsYes(line["sample"]),
            State = EditionState.Draft,
            MadeAt = now,
        };
    }

    private Problem? Part(EditionLine line)
    {
        var level = line["level"].ToLowerInvariant();
        if (level == "weight")
        {
            return Weight(line);
        }

        if (Named(line) is { } fault)
        {
            return fault;
        }

        // Common items and items of a kind are told apart by their code alone.
        var family = level == "common" ? "check" : level;
        if (codes.Contains((family, line["code"])))
        {
            return new Problem(ProblemCode.AlreadyExists, "code", line["code"]);
        }

        var wrong = level switch
        {
            "kind" => Kind(line),
            "check" or "common" => Check(line, isCommon: level == "common"),
            "content" => Below(line, "item", () => contents.Add(new(
                edition, line["code"], line["parent"], line.Line, line["name_zh"], En(line)))),
            "criterion" => Below(line, "content", () => criteria.Add(new(
                edition, line["code"], line["parent"], line.Line, line["name_zh"], En(line),
                line["lead_zh"], Lead(line)))),
            "measure" => Measured(line),
            "document" => Wanted(line),
            _ => Item(line),
        };
        if (wrong is null)
        {
            codes.Add((family, line["code"]));
        }

        return wrong;
    }

    private Problem? Item(EditionLine line)
    {
        items.Add(new(edition, line["code"], line.Line, line["name_zh"], En(line)));
        return null;
    }

    private Problem? Kind(EditionLine line)
    {
        var common = line["common"].Split(
            [' ', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var code in common.Where(code =>
            !checks.Any(one => one.SiteKindCode is null && one.Code == code)))
        {
            return new Problem(ProblemCode.UnknownValue, "common", code);
        }

        kinds.Add(new(
            edition, line["code"], line.Line, line["name_zh"], En(line), line["lead_zh"],
            Lead(line), string.Join(' ', common.Distinct())));
        return null;
    }

    private Problem? Check(EditionLine line, bool isCommon)
    {
        if (!isCommon && !codes.Contains(("kind", line["parent"])))
        {
            return new Problem(ProblemCode.UnknownValue, "parent", line["parent"]);
        }

        if (!CountRule.Parse(line["rule"]).Try(out var rule, out var fault))
        {
            return fault;
        }

        if (Points(line) is not { } points)
        {
            return new Problem(ProblemCode.FieldInvalid, "points", line["points"]);
        }

        checks.Add(new(
            edition, line["code"], isCommon ? null : line["parent"], line.Line, rule, points,
            line["name_zh"], En(line)));
        return null;
    }

    private Problem? Measured(EditionLine line)
    {
        if (Word<MeasureMethod>(line["method"]) is not { } method)
        {
            return new Problem(ProblemCode.UnknownValue, "method", line["method"]);
        }

        // On site the check items have the rules; elsewhere the measure has its own.
        var isField = method == MeasureMethod.Field;
        if (isField && !codes.Contains(("kind", line["site_kind"])))
        {
            return new Problem(ProblemCode.UnknownValue, "site_kind", line["site_kind"]);
        }

        if (!CountRule.Parse(isField && line["rule"].Length == 0 ? "R1" : line["rule"])
            .Try(out var rule, out var fault))
        {
            return fault;
        }

        return Points(line) is { } points
            ? Below(line, "criterion", () => measures.Add(new(
                edition, line["code"], line["parent"], line.Line, method,
                isField ? line["site_kind"] : null, rule, points, line["name_zh"], En(line))))
            : new Problem(ProblemCode.FieldInvalid, "points", line["points"]);
    }

    private Problem? Wanted(EditionLine line)
    {
        if (Word<DocumentForm>(line["form"]) is not { } form)
        {
            return new Problem(ProblemCode.UnknownValue, "form", line["form"]);
        }

        if (!measures.Any(one => one.Code == line["parent"]
            && one.Method == MeasureMethod.Material))
        {
            return new Problem(ProblemCode.UnknownValue, "parent", line["parent"]);
        }

        documents.Add(new(
            edition, line["code"], line["parent"], line.Line, form,
            line["needed"].Length == 0 || IsYes(line["needed"]), line["name_zh"], En(line)));
        return null;
    }

    private Problem? Weight(EditionLine line)
    {
        if (!int.TryParse(
            line["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year is < 1 or > EditionWeights.YearsMax)
        {
            return new Problem(ProblemCode.FieldInvalid, "year", line["year"]);
        }

        if (Word<WeightPart>(line["method"]) is not { } part)
        {
            return new Problem(ProblemCode.UnknownValue, "method", line["method"]);
        }

        if (weights.Any(one => one.Year == year && one.Part == part))
        {
            return new Problem(ProblemCode.AlreadyExists, "method", line["method"]);
        }

        if (Thousandths(line["share"].TrimEnd('%', ' '), 100) is not { } tenths
            || tenths % 100 != 0)
        {
            return new Problem(ProblemCode.FieldInvalid, "share", line["share"]);
        }

        weights.Add(new(edition, year, part, tenths / 100));
        return null;
    }

    private Problem? Below(EditionLine line, string level, Action add)
    {
        if (!codes.Contains((level, line["parent"])))
        {
            return new Problem(ProblemCode.UnknownValue, "parent", line["parent"]);
        }

        add();
        return null;
    }

    private static Problem? Named(EditionLine line)
    {
        foreach (var (field, max) in new[] { ("code", CodeMax), ("name_zh", NameMax) })
        {
            if (line[field].Length == 0)
            {
                return new Problem(ProblemCode.FieldRequired, field);
            }

            if (line[field].Length > max)
            {
                return new Problem(ProblemCode.FieldTooLong, field, max, line[field].Length);
            }
        }

        foreach (var field in new[] { "name_en", "lead_zh", "lead_en" })
        {
            if (line[field].Length > NameMax)
            {
                return new Problem(ProblemCode.FieldTooLong, field, NameMax, line[field].Length);
            }
        }

        // Codes stand in addresses and in lists of codes.
        return line["code"].All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.')
            ? null
            : new Problem(ProblemCode.FieldInvalid, "code", line["code"]);
    }

    private static bool IsYes(string text) =>
        text.ToLowerInvariant() is "yes" or "true" or "1" or "是";

    private static int? Limit(EditionLine line, string column, int usual, int max) =>
        line[column].Length == 0 ? usual
        : int.TryParse(
            line[column], NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit > 0 && limit <= max ? limit
        : null;

    private static int? Points(EditionLine line) => Thousandths(line["points"], PointsMax);

    private static int? Thousandths(string text, int max) =>
        decimal.TryParse(
            text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number > 0 && number <= max && number * Grades.WholeMilli % 1 == 0
            ? (int)(number * Grades.WholeMilli)
            : null;

    // Numbers are no words: "1" would otherwise pass for the second value.
    private static T? Word<T>(string text)
        where T : struct, Enum =>
        text.Length > 0 && char.IsAsciiLetter(text[0])
        && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : null;

    private static string En(EditionLine line) =>
        line["name_en"].Length > 0 ? line["name_en"] : line["name_zh"];

    private static string Lead(EditionLine line) =>
        line["lead_en"].Length > 0 ? line["lead_en"] : line["lead_zh"];

    private void Refuse(EditionLine line, Problem problem) =>
        refused.Add(new RefusedLine(line.Line, problem));
}
