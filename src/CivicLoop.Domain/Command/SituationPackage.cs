using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Command;

/// <summary>情景包: what a command body switches on together when a situation begins. Its classes
/// stand in one view and may run on the urgent clock, and the desks of its bodies are to be kept.
/// </summary>
public sealed record SituationPackage
{
    public const int CodeMax = 30;
    public const int NameMax = 40;
    public const int DoesMax = 400;
    public const int ClassesMax = 80;
    public const int BodiesMax = 40;

    public required Guid Id { get; init; }

    public required string Code { get; init; }

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }

    /// <summary>What is to be done in it, in the city's words.</summary>
    public required string DoesZh { get; init; }

    public required string DoesEn { get; init; }

    /// <summary>Codes of case classes with blanks between.</summary>
    public required string Classes { get; init; }

    /// <summary>Whether clocks of these classes that start meanwhile count every hour of every day.
    /// </summary>
    public required bool IsUrgent { get; init; }

    /// <summary>Codes of command bodies with blanks between.</summary>
    public required string Bodies { get; init; }

    /// <summary>Who entered it last, as the journal names them.</summary>
    public required string EnteredBy { get; init; }

    public long Version { get; init; } = 1;

    public LocalText Name => new(NameZh, NameEn);

    public LocalText Does => new(DoesZh, DoesEn);

    public IReadOnlyList<string> ClassCodes => CodeList.Read(Classes);

    public IReadOnlyList<string> BodyCodes => CodeList.Read(Bodies);

    /// <summary>A package as it is after a wish. Errors: a field is missing, too long or wrong; a
    /// class or body nobody knows.</summary>
    public static Outcome<SituationPackage> Enter(
        SituationWish wish, SituationPackage? before, Guid id, string actor,
        Func<string, bool> isClass, Func<string, bool> isBody)
    {
        var code = wish.Code?.Trim() ?? "";
        if ((TextRule.Needed(code, "code", CodeMax)
            ?? (code.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-') ? null
                : new Problem(ProblemCode.FieldInvalid, "code", code))
            ?? TextRule.Needed(wish.NameZh, "nameZh", NameMax)
            ?? TextRule.Short(wish.NameEn, "nameEn", NameMax)
            ?? TextRule.Needed(wish.DoesZh, "doesZh", DoesMax)
            ?? TextRule.Short(wish.DoesEn, "doesEn", DoesMax)
            ?? Known(wish.Classes, "classes", ClassesMax, isClass)
            ?? Known(wish.Bodies, "bodies", BodiesMax, isBody)) is { } unfit)
        {
            return unfit;
        }

        return new SituationPackage
        {
            Id = before?.Id ?? id,
            Code = code,
            NameZh = wish.NameZh!.Trim(),
            NameEn = TextRule.Blank(wish.NameEn) ?? wish.NameZh.Trim(),
            DoesZh = wish.DoesZh!.Trim(),
            DoesEn = TextRule.Blank(wish.DoesEn) ?? wish.DoesZh.Trim(),
            Classes = CodeList.Write(wish.Classes),
            IsUrgent = wish.IsUrgent,
            Bodies = CodeList.Write(wish.Bodies),
            EnteredBy = actor,
            Version = (before?.Version ?? 0) + 1,
        };
    }

    private static Problem? Known(
        IReadOnlyList<string> codes, string field, int most, Func<string, bool> isKnown) =>
        codes.Count == 0 ? new Problem(ProblemCode.FieldRequired, field)
        : codes.Count > most ? new Problem(ProblemCode.LimitTooLarge, field, most)
        : codes.FirstOrDefault(code => !isKnown(code)) is { } strange
            ? new Problem(ProblemCode.UnknownValue, field, strange)
            : null;
}

/// <summary>A package as it is wished for.</summary>
public sealed record SituationWish(
    string? Code, string? NameZh, string? NameEn, string? DoesZh, string? DoesEn,
    IReadOnlyList<string> Classes, bool IsUrgent, IReadOnlyList<string> Bodies);
