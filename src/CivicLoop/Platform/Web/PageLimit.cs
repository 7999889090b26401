using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.Web;

/// <summary>How many items a program may ask for at once.</summary>
internal static class PageLimit
{
    /// <summary>Why a limit cannot be used; null where it can, or none is said.</summary>
    public static Problem? Refuse(int? limit, int most) => limit is < 1 || limit > most
        ? new Problem(ProblemCode.LimitTooLarge, "limit", most)
        : null;
}
