namespace CivicLoop.Domain.FoodSafety;

/// <summary>食品经营许可证编号: JY and 14 digits, 1 for the kind of business, 6 for the county, 6 in
/// series and one that proves the others (食品经营许可管理办法; the check digit is ISO 7064 MOD 11,10,
/// as GB/T 17710 has it).</summary>
public static class FoodLicence
{
    public const int Length = 16;

    private const string Mark = "JY";
    private const int Ten = 10;
    private const int Eleven = 11;

    // 1 sells, 2 cooks, 3 is a canteen of its own organisation.
    private const string Businesses = "123";

    /// <summary>True if every sign may stand in a number and the last digit fits the others.
    /// </summary>
    /// <param name="number">In capitals, without blanks.</param>
    public static bool IsValid(string number) =>
        number.Length == Length && number.StartsWith(Mark, StringComparison.Ordinal)
        && number[Mark.Length..].All(char.IsAsciiDigit) && Businesses.Contains(number[Mark.Length])
        && number[^1] == CheckDigit(number[Mark.Length..^1]);

    /// <summary>The digit that belongs after the first thirteen.</summary>
    public static char CheckDigit(string first)
    {
        var product = Ten;
        foreach (var sign in first)
        {
            var sum = (product + (sign - '0')) % Ten;
            product = (sum == 0 ? Ten : sum) * 2 % Eleven;
        }

        return (char)('0' + ((Eleven - product) % Ten));
    }
}
