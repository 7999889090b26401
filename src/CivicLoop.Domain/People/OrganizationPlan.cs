using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.People;

/// <summary>A row of a list of organisations as an office sends it.</summary>
/// <param name="Line">Its number in the file.</param>
/// <param name="Retired">True where the list says that it was given up.</param>
public sealed record OrganizationLine(
    int Line, string? Code, string? Tree, string? Parent, string? NameZh, string? NameEn,
    string? Kind, string? Area, bool Retired)
{
    /// <summary>False where the list has no column for parents; they then stay.</summary>
    public bool SaysParent { get; init; } = true;

    /// <summary>False where the list has no column for areas.</summary>
    public bool SaysArea { get; init; } = true;

    /// <summary>False where the list has no column that tells what was given up.</summary>
    public bool SaysRetired { get; init; } = true;
}

/// <summary>What would become of one organisation, and which of its fields change.</summary>
public sealed record PlannedOrganization(
    int Line, PlanKind Kind, Organization After, IReadOnlyList<string> Fields);

/// <summary>Holds a list of organisations against the chart: what would be added, changed and
/// retired, and which rows cannot be taken. What the list does not name stays. The same list twice
/// changes nothing the second time.</summary>
public sealed class OrganizationPlan
{
    public const int CodeLengthMax = 40;
    public const int NameLengthMax = 80;

    private readonly OrganizationChart chart;
    private readonly Func<string, bool> isArea;
    private readonly Func<string, bool> hasPosts;
    private readonly Dictionary<string, (OrganizationLine Line, Organization After)> rows = [];
    private readonly List<RefusedLine> refused = [];

    private OrganizationPlan(
        OrganizationChart chart, Func<string, bool> isArea, Func<string, bool> hasPosts)
    {
        this.chart = chart;
        this.isArea = isArea;
        this.hasPosts = hasPosts;
    }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<PlannedOrganization> Rows { get; private set; } = [];

    public IReadOnlyList<RefusedLine> Refused { get; private set; } = [];

    /// <summary>Organisations the list does not name that move along with one it does.</summary>
    public IReadOnlyList<Organization> MovedAlong { get; private set; } = [];

    /// <param name="isArea">Whether an area of this code is known.</param>
    /// <param name="hasPosts">Whether somebody holds a post in an organisation.</param>
    public static OrganizationPlan Of(
        OrganizationChart chart, IEnumerable<OrganizationLine> lines,
        Func<string, bool> isArea, Func<string, bool> hasPosts, DateTimeOffset now)
    {
        var plan = new OrganizationPlan(chart, isArea, hasPosts);
        foreach (var line in lines)
        {
            plan.Take(line, now);
        }

        while (plan.RefuseMisplaced())
        {
            // A row refused may be the parent of another.
        }

        plan.Decide();
        return plan;
    }

    private void Take(OrganizationLine line, DateTimeOffset now)
    {
        var before = chart.Find(line.Code);
        if (Read(line, before, now).Try(out var after, out var problem))
        {
            rows.Add(after.Code, (line, after));
        }
        else
        {
            refused.Add(new RefusedLine(line.Line, problem));
        }
    }

    private Outcome<Organization> Read(
        OrganizationLine line, Organization? before, DateTimeOffset now)
    {
        if (RefuseCode(line.Code) is { } unusable)
        {
            return unusable;
        }

        var code = line.Code!;
        if (rows.ContainsKey(code))
        {
            return new Problem(ProblemCode.RowRepeated, "code", code);
        }

        OrganizationTree tree;
        if (line.Tree is null && before is not null)
        {
            tree = before.Tree;
        }
        else if (line.Tree is null || !Enum.TryParse(line.Tree, ignoreCase: true, out tree)
            || !Enum.IsDefined(tree) || (before is not null && before.Tree != tree))
        {
            return line.Tree is null
                ? new Problem(ProblemCode.FieldRequired, "tree")
                : new Problem(ProblemCode.UnknownValue, "tree", line.Tree);
        }

        var names = new (string Field, string? Text)[]
        {
            ("nameZh", line.NameZh ?? before?.NameZh),
            ("nameEn", line.NameEn ?? before?.NameEn ?? line.NameZh),
            ("kind", line.Kind ?? before?.Kind),
        };
        if (names.Select(one => RefuseName(one.Text, one.Field)).FirstOrDefault(
            problem => problem is not null) is { } badName)
        {
            return badName;
        }

        return line.Area is { } area && !isArea(area)
            ? new Problem(ProblemCode.UnknownValue, "area", area)
            : new Organization(
                code, tree, line.SaysParent ? line.Parent : before?.ParentCode, "",
                names[0].Text!, names[1].Text!, names[2].Text!,
                line.SaysArea ? line.Area : before?.AreaCode)
            {
                RetiredAt = !line.SaysRetired ? before?.RetiredAt
                    : line.Retired ? before?.RetiredAt ?? now
                    : null,
            };
    }

    // Walks up from each row to the root; answers whether any fell out.
    private bool RefuseMisplaced()
    {
        var fallen = rows.Values
            .Select(row => (row.Line, row.After, Problem: Misplaced(row.After)
                ?? StillUsed(row.After)))
            .Where(row => row.Problem is not null)
            .ToList();
        foreach (var (line, after, problem) in fallen)
        {
            rows.Remove(after.Code);
            refused.Add(new RefusedLine(line.Line, problem!));
        }

        return fallen.Count > 0;
    }

    private Problem? Misplaced(Organization after)
    {
        var seen = new HashSet<string> { after.Code };
        for (var up = after.ParentCode; up is not null;)
        {
            var parent = Then(up);
            if (parent is null || (parent.RetiredAt is not null && after.RetiredAt is null))
            {
                return new Problem(ProblemCode.UnknownValue, "parent", up);
            }

            if (parent.Tree != after.Tree || !seen.Add(up))
            {
                return new Problem(
                    ProblemCode.OrganizationMisplaced, "parent", after.Name, parent.Name);
            }

            up = parent.ParentCode;
        }

        return null;
    }

    private Problem? StillUsed(Organization after) =>
        after.RetiredAt is not null && chart.Find(after.Code)?.RetiredAt is null
        && (hasPosts(after.Code) || All().Any(one =>
            one.ParentCode == after.Code && one.RetiredAt is null))
            ? new Problem(ProblemCode.OrganizationInUse, "organization", after.Code)
            : null;

    private void Decide()
    {
        var planned = new List<PlannedOrganization>();
        foreach (var (line, after) in rows.Values.OrderBy(row => row.Line.Line))
        {
            var placed = after with { Path = PathOf(after) };
            var before = chart.Find(after.Code);
            var fields = before is null ? [] : Fields(before, placed);
            var kind = before is null ? PlanKind.Added
                : fields.Contains("retired") && placed.RetiredAt is not null ? PlanKind.Retired
                : fields.Count > 0 ? PlanKind.Changed
                : PlanKind.Same;
            planned.Add(new PlannedOrganization(line.Line, kind, placed, fields));
        }

        Rows = planned;
        Refused = [.. refused.OrderBy(one => one.Line)];
        MovedAlong =
        [
            .. chart.All.Where(one => !rows.ContainsKey(one.Code))
                .Select(one => one with { Path = PathOf(one) })
                .Where(one => one.Path != chart.Find(one.Code)!.Path),
        ];
    }

    private static List<string> Fields(Organization before, Organization after)
    {
        (string Name, bool Differs)[] fields =
        [
            ("nameZh", before.NameZh != after.NameZh), ("nameEn", before.NameEn != after.NameEn),
            ("kind", before.Kind != after.Kind), ("area", before.AreaCode != after.AreaCode),
            ("parent", before.ParentCode != after.ParentCode),
            ("retired", before.RetiredAt is null != after.RetiredAt is null),
        ];
        return [.. fields.Where(field => field.Differs).Select(field => field.Name)];
    }

    private string PathOf(Organization one) =>
        one.ParentCode is { } up && Then(up) is { } parent
            ? $"{PathOf(parent)}{one.Code}/"
            : $"/{one.Code}/";

    private Organization? Then(string code) =>
        rows.TryGetValue(code, out var row) ? row.After : chart.Find(code);

    private IEnumerable<Organization> All() =>
        chart.All.Where(one => !rows.ContainsKey(one.Code))
            .Concat(rows.Values.Select(row => row.After));

    /// <summary>A code stands between slashes in paths and in addresses of pages.</summary>
    public static Problem? RefuseCode(string? code) => code?.Length switch
    {
        null or 0 => new Problem(ProblemCode.FieldRequired, "code"),
        > CodeLengthMax and var length => new Problem(
            ProblemCode.FieldTooLong, "code", CodeLengthMax, length),
        _ => code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? null
            : new Problem(ProblemCode.FieldInvalid, "code", code),
    };

    /// <summary>Refuses a name that is missing or too long.</summary>
    public static Problem? RefuseName(string? name, string field) => name?.Trim().Length switch
    {
        null or 0 => new Problem(ProblemCode.FieldRequired, field),
        > NameLengthMax and var length => new Problem(
            ProblemCode.FieldTooLong, field, NameLengthMax, length),
        _ => null,
    };
}
