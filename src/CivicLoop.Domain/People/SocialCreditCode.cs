namespace CivicLoop.Domain.People;

/// <summary>统一社会信用代码, the number every organisation in China has: 18 signs, the last of
/// which proves the others. Source: GB 32100-2015.</summary>
public static class SocialCreditCode
{
    public const int Length = 18;

    // Without I, O, S, V and Z, which are mistaken for 1, 0, 5, U and 2.
    private const string Signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private const int Base = 3;

    /// <summary>True if all signs may stand in a code and the last one fits the others.</summary>
    /// <param name="code">In capitals, without blanks.</param>
    public static bool IsValid(string code)
    {
        if (code.Length != Length || code.Any(sign => !Signs.Contains(sign)))
        {
            return false;
        }

        return code[^1] == CheckSign(code[..^1]);
    }

    /// <summary>The sign that belongs after the first 17.</summary>
    public static char CheckSign(string first)
    {
        var (sum, weight) = (0, 1);
        foreach (var sign in first)
        {
            sum += Signs.IndexOf(sign) * weight;
            weight = weight * Base % Signs.Length;
        }

        return Signs[(Signs.Length - (sum % Signs.Length)) % Signs.Length];
    }
}
