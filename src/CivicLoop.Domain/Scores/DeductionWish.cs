using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Scores;

/// <summary>A ground as somebody wants it; see <see cref="Deduction"/>.</summary>
public sealed record DeductionWish(string? Rate, string? Cases, int? FullAtMilli, int? Milli);

/// <summary>A rule as somebody wants it; see <see cref="DeductionRule"/>.</summary>
public sealed record RuleWish(
    string? Scope, int? BaseMilli, IReadOnlyList<DeductionWish>? Deductions)
{
    /// <summary>A thousand points.</summary>
    public const int BaseMax = 1_000_000;

    public const int DeductionsMax = 12;

    /// <summary>The rule. Errors, with the number of the ground behind the field's name: a scope
    /// nobody knows; no full points; no ground or too many; a ground that is neither a rate nor a
    /// kind of case, or stands twice; no threshold, or one nothing can miss; nothing or more than
    /// all taken off.</summary>
    public Outcome<DeductionRule> Make()
    {
        var scope = CaseScope.All;
        if (Scope is not null
            && (!Enum.TryParse(Scope, ignoreCase: true, out scope) || !Enum.IsDefined(scope)))
        {
            return new Problem(ProblemCode.UnknownValue, "scope", Scope);
        }

        if (BaseMilli is not { } full)
        {
            return new Problem(ProblemCode.FieldRequired, "base");
        }

        var wishes = Deductions ?? [];
        if (full is < 1 or > BaseMax)
        {
            return new Problem(ProblemCode.FieldInvalid, "base", full / (decimal)1000);
        }

        if (wishes.Count is 0 or > DeductionsMax)
        {
            return wishes.Count == 0
                ? new Problem(ProblemCode.FieldRequired, "ground.0")
                : new Problem(ProblemCode.LimitTooLarge, "deductions", DeductionsMax);
        }

        var made = new List<Deduction>();
        foreach (var wish in wishes)
        {
            if (!Ground(wish, made, full).Try(out var deduction, out var wrong))
            {
                return wrong;
            }

            made.Add(deduction);
        }

        return new DeductionRule(scope, full, made);
    }

    private static Outcome<Deduction> Ground(
        DeductionWish wish, List<Deduction> before, int full)
    {
        var n = before.Count;
        Measure? cases = null;
        var rate = wish.Rate is null ? null : Indicator.Find(wish.Rate);
        if (Enum.TryParse<Measure>(wish.Cases, ignoreCase: true, out var counted)
            && DeductionRule.Faults.Contains(counted))
        {
            cases = counted;
        }

        if ((rate is null) == (cases is null))
        {
            return new Problem(
                ProblemCode.UnknownValue, $"ground.{n}", wish.Rate ?? wish.Cases ?? "");
        }

        if (before.Exists(one => one.Rate == rate?.Name && one.Cases == cases))
        {
            return new Problem(
                ProblemCode.AlreadyExists, $"ground.{n}", wish.Rate ?? wish.Cases ?? "");
        }

        return (rate is null ? null : RefuseFrom(rate, wish.FullAtMilli, $"fullAt.{n}"))
                is { } unfit ? unfit
            : wish.Milli is not { } milli
                ? new Problem(ProblemCode.FieldRequired, $"points.{n}")
            : milli < 1 || milli > full
                ? new Problem(ProblemCode.FieldInvalid, $"points.{n}", milli / (decimal)1000)
            : new Deduction(rate?.Name, cases, rate is null ? null : wish.FullAtMilli, milli);
    }

    // Nobody falls short of nothing, nor exceeds the whole.
    private static Problem? RefuseFrom(Indicator rate, int? milli, string field)
    {
        var (least, most) = rate.MoreIsBetter
            ? (1, Shares.WholeMilli)
            : (0, Shares.WholeMilli - 1);
        return milli is not { } at ? new Problem(ProblemCode.FieldRequired, field)
            : at < least || at > most
                ? new Problem(ProblemCode.FieldInvalid, field, at / (decimal)10)
            : null;
    }
}
