using System.Globalization;
using System.Text.RegularExpressions;
using CivicLoop.Domain.Inspections;
using CivicLoop.Tests.Tidy;
using CsCheck;

namespace CivicLoop.Tests.Domain.Inspections;

public sealed partial class SiteDrawTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    private static readonly Gen<FrameSite[]> Frames = Gen.Select(
            Gen.Int[1, 9], Gen.Int[1, 3], Gen.Int[-1, 90],
            (kind, area, ago) => (kind, area, ago))
        .Array[0, 80]
        .Select(all => all.Select((one, n) => new FrameSite(
            $"S{n:000}", $"K{one.kind}", $"D{one.area}",
            one.ago < 0 ? null : Day.AddDays(-one.ago))).ToArray());

    [Fact]
    public void The_published_example_comes_out()
    {
        var blocks = Fence().Matches(File.ReadAllText(
                Path.Combine(SourceTree.Root, "docs/reference/draw.md")))
            .ToDictionary(block => block.Groups[1].Value, block => block.Groups[2].Value.Trim());
        var frame = blocks["frame"].Split('\n').Select(line => line.Split(','))
            .Select(part => new FrameSite(
                part[0], part[1], part[2], part[3].Length == 0 ? null : Read(part[3])))
            .ToList();
        var seed = SiteDraw.SeedOf(blocks["secret"], blocks["word"]);
        var drawn = SiteDraw.Run(seed, frame, DrawRule.Parse(blocks["rule"]).Value);
        Assert.Equal(
            blocks["drawn"].Split('\n'),
            drawn.Sites.Select(one => one.Site.Code + (one.IsRepeated ? " twice" : "")));
        Assert.Equal(
            blocks["hashes"].Split('\n'),
            new[]
            {
                $"frame {DrawFrame.HashOf(frame)}", $"secret {DrawFrame.Hash(blocks["secret"])}",
                $"seed {seed}",
                $"sites {SiteDraw.HashOf(drawn.Sites.Select(one => one.Site.Code))}",
            });
    }

    [Fact]
    public void The_order_of_the_frame_does_not_matter() => Frames.Sample(frame =>
    {
        var shuffled = frame.Reverse().ToList();
        return DrawFrame.HashOf(frame) == DrawFrame.HashOf(shuffled)
            && Codes("a", frame).SequenceEqual(Codes("a", shuffled));
    });

    [Fact]
    public void Every_stratum_gets_its_minimum_and_the_whole_its_sample() => Gen.Select(
        Frames, Gen.Int[0, 4], Gen.Int[0, 60], Gen.Int[20, 300]).Sample(
        (frame, least, rest, margin) =>
        {
            var rule = new DrawRule(margin, 95, least, rest, Day, 100);
            var drawn = SiteDraw.Run("seed", frame, rule);
            return drawn.Sites.Count >= drawn.Wanted
                && drawn.Sites.Count == drawn.Strata.Sum(one => one.Drawn)
                && drawn.Sites.DistinctBy(one => one.Site.Code).Count() == drawn.Sites.Count
                && drawn.Strata.All(one => one.Drawn >= Math.Min(least, one.Sites)
                    && one.Drawn <= one.Sites)
                && drawn.Sites.All(one => rest == 0 || one.Site.LastDay is not { } last
                    || last <= Day.AddDays(-rest));
        });

    [Fact]
    public void Another_seed_draws_other_sites()
    {
        var frame = Enumerable.Range(0, 400)
            .Select(n => new FrameSite($"S{n}", "K", "D", null)).ToArray();
        Assert.NotEqual(Codes("a", frame), Codes("b", frame));
    }

    [Fact]
    public void Each_site_is_drawn_about_as_often_as_every_other()
    {
        // 400 draws of 20 of 60: each site about 133 times; 5 standard deviations either way.
        var frame = Enumerable.Range(0, 60)
            .Select(n => new FrameSite($"S{n}", "K", "D", null)).ToArray();
        var rule = new DrawRule(180, 95, 0, 0, Day, 0);
        var counts = Enumerable.Range(0, 400)
            .SelectMany(n => SiteDraw.Run($"{n}", frame, rule).Sites)
            .CountBy(one => one.Site.Code).ToDictionary();
        var share = SampleSize.Of(60, 180, 95) / 60.0;
        var spread = 5 * Math.Sqrt(400 * share * (1 - share));
        Assert.All(frame, site => Assert.InRange(
            counts.GetValueOrDefault(site.Code), (400 * share) - spread, (400 * share) + spread));
    }

    [Fact]
    public void A_rule_is_read_as_it_was_written()
    {
        var rule = new DrawRule(50, 95, 1, 30, Day, 100);
        Assert.Equal(rule, DrawRule.Parse(rule.ToString()).Value);
        Assert.NotNull(DrawRule.Parse("margin=50").Problem);
        Assert.NotNull(DrawRule.Parse(rule.ToString().Replace("rest=30", "rest=x")).Problem);
    }

    private static DateOnly Read(string day) =>
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Codes(string seed, IReadOnlyList<FrameSite> frame) =>
        SiteDraw.Run(seed, frame, new DrawRule(100, 95, 1, 30, Day, 100)).Sites
            .Select(one => one.Site.Code);

    [GeneratedRegex(@"```(\w+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
