using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Appraisal;

/// <summary>A target as its form or a row of a list says it.</summary>
internal sealed record TargetForm
{
    public string? Unit { get; init; }

    public string? Target { get; init; }

    public string? NameZh { get; init; }

    public string? NameEn { get; init; }

    public string? Kind { get; init; }

    public string? Node { get; init; }

    public string? Need { get; init; }

    public string? How { get; init; }

    public string? Due { get; init; }

    public string? Points { get; init; }

    public static TargetForm Of(AppraisalTarget target) => new()
    {
        Unit = target.UnitCode, Target = target.Code, NameZh = target.NameZh,
        NameEn = target.NameEn, Kind = $"{target.Kind}", Node = target.NodeCode,
        Need = AppraisalWords.Typed(target.NeedMilli), How = target.How,
        Due = TypedDay.Show(target.DueDay),
        Points = AppraisalWords.Typed(target.PointsMilli),
    };

    /// <summary>Errors: a kind, a day or a number that is none.</summary>
    public Outcome<TargetWish> Read()
    {
        if (!TypedDay.Read(Due, "due").Try(out var due, out var wrong)
            || !AppraisalWords.TryRead(Need, "need", out var need, out wrong)
            || !AppraisalWords.TryRead(Points, "points", out var points, out wrong))
        {
            return wrong;
        }

        TargetKind? kind = null;
        if (!string.IsNullOrWhiteSpace(Kind))
        {
            if (!Enum.TryParse<TargetKind>(Kind.Trim(), ignoreCase: true, out var known)
                || !Enum.IsDefined(known))
            {
                return new Problem(ProblemCode.UnknownValue, "kind", Kind.Trim());
            }

            kind = known;
        }

        return new TargetWish
        {
            Unit = Unit, Code = Target, NameZh = NameZh, NameEn = NameEn, Kind = kind,
            Node = Node, NeedMilli = need, How = How, Due = due.Value, PointsMilli = points,
        };
    }
}
