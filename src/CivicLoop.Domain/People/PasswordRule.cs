using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.People;

/// <summary>What a password must be. GB/T 22239-2019 asks for eight characters of three kinds; two
/// more cost nobody anything and a guesser a great deal.</summary>
public static class PasswordRule
{
    public const int LengthMin = 10;

    // Bounds the work of hashing, far above any passphrase.
    public const int LengthMax = 200;

    public const int KindsMin = 3;

    /// <summary>Null when it may be used. Letters of scripts without case count as a kind of their
    /// own, so that a Chinese passphrase is not refused for lacking capitals.</summary>
    public static Problem? Refuse(string? password, string signIn, string field)
    {
        if (string.IsNullOrEmpty(password))
        {
            return new Problem(ProblemCode.FieldRequired, field);
        }

        if (password.Length > LengthMax)
        {
            return new Problem(
                ProblemCode.FieldTooLong, field, LengthMax, password.Length);
        }

        return password.Length < LengthMin
            || Kinds(password) < KindsMin
            || password.Contains(signIn, StringComparison.OrdinalIgnoreCase)
            ? new Problem(ProblemCode.PasswordWeak, field, LengthMin, KindsMin)
            : null;
    }

    private static int Kinds(string password) =>
        password.Select(KindOf).Distinct().Count();

    private static int KindOf(char letter) => letter switch
    {
        _ when char.IsLower(letter) => 0,
        _ when char.IsUpper(letter) => 1,
        _ when char.IsDigit(letter) => 2,
        _ when char.IsLetter(letter) => 3,
        _ => 4,
    };
}
