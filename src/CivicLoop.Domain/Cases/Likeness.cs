namespace CivicLoop.Domain.Cases;

/// <summary>How much a report looks like a case already known: same class, near, recent, similar
/// words. Offered to people, never decided by itself.</summary>
public static class Likeness
{
    /// <summary>Two reports of one broken thing are seldom further apart, given a phone's position
    /// error; metres.</summary>
    public const double MetresMax = 150;

    /// <summary>Older cases are a recurrence, not a duplicate; days.</summary>
    public const int DaysMax = 30;

    /// <summary>Below this a resemblance is chance.</summary>
    public const double LeastScore = 0.35;

    private const double EarthMetres = 6_371_000;

    // Class and place say most; words are short and often missing.
    private const double ClassWeight = 0.4;
    private const double PlaceWeight = 0.4;
    private const double WordsWeight = 0.2;

    // Nobody takes the same photo of two problems; with the place alone it is enough to be offered.
    private const double PictureBonus = 0.3;

    /// <summary>0 (nothing alike) to 1.</summary>
    public static double Score(
        string classCode, string otherClass, double metres, string? words, string? otherWords)
    {
        var place = Math.Max(0, 1 - (metres / MetresMax));
        if (place == 0)
        {
            return 0;
        }

        var sameClass = classCode == otherClass ? 1
            : IsSameGroup(classCode, otherClass) ? 0.5
            : 0;
        return (ClassWeight * sameClass) + (PlaceWeight * place)
            + (WordsWeight * Words(words, otherWords));
    }

    /// <summary>The score of a case that was reported with the same picture or one alike; what has
    /// no score is too far away to be the same problem.</summary>
    public static double WithPicture(double score) =>
        score == 0 ? 0 : Math.Min(1, score + PictureBonus);

    /// <summary>Distance of two positions in metres, on a sphere.</summary>
    public static double Metres(double lat1, double lon1, double lat2, double lon2)
    {
        var a = Radians(lat1);
        var b = Radians(lat2);
        var north = Math.Sin((b - a) / 2);
        var east = Math.Sin(Radians(lon2 - lon1) / 2);
        var chord = (north * north) + (Math.Cos(a) * Math.Cos(b) * east * east);
        return 2 * EarthMetres * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
    }

    /// <summary>Share of common pairs of letters (Jaccard), which needs no word boundaries and so
    /// works for Chinese and English alike.</summary>
    public static double Words(string? one, string? other)
    {
        var a = Pairs(one);
        var b = Pairs(other);
        if (a.Count == 0 || b.Count == 0)
        {
            return 0;
        }

        var common = a.Count(b.Contains);
        return common / (double)(a.Count + b.Count - common);
    }

    // Kind and 大类 are the first three signs of a code.
    private static bool IsSameGroup(string one, string other) =>
        one.Length > 2 && other.StartsWith(one[..3], StringComparison.Ordinal);

    private static HashSet<(char, char)> Pairs(string? text)
    {
        var letters = (text ?? "").Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)
            .ToArray();
        return [.. letters.Zip(letters.Skip(1))];
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
