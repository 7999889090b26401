namespace CivicLoop.Domain.Inspections;

/// <summary>How many sites a stratum has, and how many of them are drawn.</summary>
public sealed record StratumShare(Stratum Stratum, int Sites, int Drawn);

/// <summary>A site that was drawn.</summary>
/// <param name="N">Its place in the draw, from 1.</param>
/// <param name="IsRepeated">A second inspector visits it too.</param>
public sealed record DrawnSite(int N, FrameSite Site, bool IsRepeated);

/// <summary>What a draw makes.</summary>
/// <param name="Population">Sites of the frame that may be drawn: those not resting.</param>
/// <param name="Wanted">Sites the margin of error asks for; minimums may add to it.</param>
public sealed record DrawnSites(
    int Population, int Wanted, IReadOnlyList<StratumShare> Strata,
    IReadOnlyList<DrawnSite> Sites);

/// <summary>抽样: which sites are visited. Seed, frame and rule decide alone; docs/reference/draw.md
/// writes the steps down for a program in any language.</summary>
public static class SiteDraw
{
    private const int Whole = 1000;

    /// <summary>The seed of the draw: the secret that was fixed before, and a public word that
    /// nobody could know then (empty where none was announced).</summary>
    public static string SeedOf(string secret, string publicWord) =>
        DrawFrame.Hash(secret + "\n" + publicWord);

    /// <summary>Draws. Within each stratum the sites with the smallest tickets are taken.</summary>
    public static DrawnSites Run(string seed, IReadOnlyList<FrameSite> frame, DrawRule rule)
    {
        var may = Rested(frame, rule);
        var strata = Strata(frame, rule);
        var shares = strata.ToDictionary(share => share.Stratum, share => share.Drawn);
        var taken = may.GroupBy(one => one.Stratum)
            .SelectMany(group => group
                .OrderBy(one => Ticket(seed, one.Code), StringComparer.Ordinal)
                .Take(shares[group.Key]))
            .OrderBy(one => Ticket(seed, one.Code), StringComparer.Ordinal)
            .ToList();
        var repeats = ((taken.Count * rule.RepeatMilli) + Whole - 1) / Whole;
        var repeated = taken
            .OrderBy(one => Ticket(seed, "repeat\n" + one.Code), StringComparer.Ordinal)
            .Take(repeats).Select(one => one.Code).ToHashSet();
        return new DrawnSites(
            may.Count, SampleSize.Of(may.Count, rule.MarginMilli, rule.Confidence), strata,
            [
                .. taken.Select((one, n) =>
                    new DrawnSite(n + 1, one, repeated.Contains(one.Code))),
            ]);
    }

    /// <summary>How many are drawn from each stratum: in proportion, by the largest remainders
    /// (ties to the smaller area and kind), then raised to the minimum. Known before the draw.
    /// </summary>
    public static IReadOnlyList<StratumShare> Strata(
        IReadOnlyList<FrameSite> frame, DrawRule rule)
    {
        var may = Rested(frame, rule);
        var wanted = SampleSize.Of(may.Count, rule.MarginMilli, rule.Confidence);
        var strata = may.GroupBy(one => one.Stratum)
            .Select(group => (group.Key, Sites: group.Count()))
            .OrderBy(one => one.Key.District, StringComparer.Ordinal)
            .ThenBy(one => one.Key.Kind, StringComparer.Ordinal)
            .ToList();
        var parts = LargestRemainder.Split(
            wanted, [.. strata.Select(one => (long)one.Sites)]);
        return
        [
            .. strata.Select((one, n) => new StratumShare(
                one.Key, one.Sites,
                Math.Min(one.Sites, Math.Max(rule.StratumMin, (int)parts[n])))),
        ];
    }

    /// <summary>What a site or a choice has drawn: nobody who does not know the seed can say it,
    /// everybody who does gets the same.</summary>
    public static string Ticket(string seed, string what) => DrawFrame.Hash(seed + "\n" + what);

    /// <summary>Fixes which sites were drawn, and in which order.</summary>
    public static string HashOf(IEnumerable<string> codes) =>
        DrawFrame.Hash(string.Concat(codes.Select(code => code + "\n")));

    private static List<FrameSite> Rested(IReadOnlyList<FrameSite> frame, DrawRule rule) =>
    [
        .. frame.Where(one => rule.RestDays == 0 || one.LastDay is not { } last
            || last <= rule.Day.AddDays(-rule.RestDays)),
    ];
}
