namespace CivicLoop.Domain;

/// <summary>Divides whole numbers so that the parts add up to the whole: each part is rounded down,
/// and what is left goes one by one to the largest remainders (Hare's quota; ties to the earlier
/// part).</summary>
public static class LargestRemainder
{
    /// <param name="total">What is divided, 0 or more.</param>
    /// <param name="weights">0 or more each; all 0 gives all 0.</param>
    /// <returns>A part for each weight; they sum to the total.</returns>
    public static long[] Split(long total, IReadOnlyList<long> weights)
    {
        Int128 sum = 0;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        var parts = new long[weights.Count];
        if (sum == 0)
        {
            return parts;
        }

        var left = total;
        var remainders = new Int128[weights.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var whole = (Int128)total * weights[i];
            parts[i] = (long)(whole / sum);
            remainders[i] = whole % sum;
            left -= parts[i];
        }

        // A stable sort: equal remainders stay in their order.
        foreach (var i in Enumerable.Range(0, parts.Length)
            .OrderByDescending(i => remainders[i]).Take((int)left))
        {
            parts[i]++;
        }

        return parts;
    }
}
