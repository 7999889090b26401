using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;

namespace CivicLoop.Domain.Appraisal;

/// <summary>单位负面清单状态: a warning, a suspension or a revocation of one unit, above the score
/// and never a deduction from it; <see cref="StandingStatus.Clear"/> ends what was before.
/// </summary>
/// <param name="Until">Last day; null while no end is known.</param>
public sealed record UnitStanding(
    Guid Id, string UnitCode, StandingStatus Status, DateOnly Since, DateOnly? Until,
    string BasisName, string BasisNumber, DateOnly BasisDay, string RecordedBy,
    DateTimeOffset RecordedAt) : IStandingDecision
{
    /// <summary>Errors: no basis document; it ends before it begins.</summary>
    public static Problem? Refuse(UnitStanding wanted, DateOnly today) =>
        BasisDocument.Refuse(wanted.BasisName, wanted.BasisNumber, wanted.BasisDay, today)
        ?? (wanted.Until is { } end && end < wanted.Since
            ? BasisDocument.Disorder("until", wanted.Since, end)
            : null);
}

/// <summary>Where a unit's standing in a final list comes from.</summary>
public enum StandingSource
{
    None,

    /// <summary>A decision of this unit.</summary>
    Record,

    /// <summary>Bad years in a row.</summary>
    TwoYears,

    /// <summary>Revoked in the year before: it is passed over this year.</summary>
    Carried,
}

/// <summary>What the final list of an earlier year said of a unit.</summary>
/// <param name="IsRevoked">Revoked in that list itself, not passed over after another.</param>
public sealed record YearBefore(int Year, bool IsBad, bool IsRevoked);

/// <summary>两年规则. Of the national title: two consecutive years in the last three revoke it, and
/// who lost it skips the next round (sources S29a to S29c of the project's collection, practice of
/// 2011 to 2022; not the official text). A city sets both numbers for its units; 2 and 3 are only
/// what the form begins with.</summary>
public static class TwoYearRule
{
    public const int BadYearsUsual = 2;
    public const int WithinYearsUsual = 3;

    /// <summary>A year is bad with a standing by record or a sheet that is not fit. A year that was
    /// passed over is not counted again.</summary>
    public static bool IsBad(StandingStatus status, StandingSource source, SheetGrade? grade) =>
        source != StandingSource.Carried
        && (status != StandingStatus.Clear || grade == SheetGrade.Unfit);

    /// <summary>Whether bad years in a row revoke.</summary>
    /// <param name="isBad">Whether the appraised year is bad.</param>
    /// <param name="before">Years with a final list; others are good for the unit.</param>
    public static bool Revokes(
        int year, bool isBad, IEnumerable<YearBefore> before, int badYears, int withinYears)
    {
        var bad = before.Where(one => one.IsBad).Select(one => one.Year).ToHashSet();
        if (isBad)
        {
            bad.Add(year);
        }

        var inRow = 0;
        for (var one = year - withinYears + 1; one <= year; one++)
        {
            inRow = bad.Contains(one) ? inRow + 1 : 0;
            if (inRow >= badYears)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the unit is passed over after a year in which it was revoked.</summary>
    public static bool IsCarried(int year, IEnumerable<YearBefore> before) =>
        before.Any(one => one.Year == year - 1 && one.IsRevoked);
}
