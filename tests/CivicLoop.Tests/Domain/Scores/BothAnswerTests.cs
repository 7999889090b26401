using CivicLoop.Domain.Scores;
using CsCheck;
using static CivicLoop.Tests.Domain.Scores.SampleCards;

namespace CivicLoop.Tests.Domain.Scores;

/// <summary>条块同责: every lost thousandth counts to a line and to a territory.</summary>
public sealed class BothAnswerTests
{
    private static readonly Dictionary<string, MeasureReading> Nobody = [];

    [Fact]
    public void Where_a_site_lost_points_its_line_and_its_territory_answer()
    {
        var city = MeasureReading.Sampled(
            "streets",
            [Stratum("west", "S01", 10, 1000), Stratum("east", "S01", 10, 500)]);
        var row = Assert.Single(BothAnswer.Of(
            "streets", 1_001, 600, city, Nobody, Nobody, _ => "bureau"));
        Assert.Equal(new LostShare("streets", "east", "bureau", 601, 400), row);
    }

    [Fact]
    public void All_strata_of_a_district_are_one_row()
    {
        var city = MeasureReading.Sampled(
            "survey",
            [
                Stratum("west", "young", 30, 500), Stratum("west", "old", 10, 500),
                Stratum("east", "young", 10, 1000), Stratum("east", "old", 40, 500),
            ]);
        Assert.Equal(
            [
                new LostShare("survey", "west", "bureau", 250, 250),
                new LostShare("survey", "east", "bureau", 250, 250),
            ],
            BothAnswer.Of("survey", 1_000, 500, city, Nobody, Nobody, _ => "bureau"));
    }

    [Fact]
    public void What_nobody_is_known_for_is_one_row_without_a_name()
    {
        var city = MeasureReading.Counted("papers", 1, 4);
        var row = Assert.Single(BothAnswer.Of(
            "papers", 100, 500, city, Nobody, Nobody, _ => null));
        Assert.Equal(new LostShare("papers", "", "", 50, 50), row);
    }

    [Fact]
    public void The_rows_of_a_measure_sum_to_what_was_lost_and_none_stands_twice() =>
        Gen.Select(
            Gen.Int[0, 50_000], Gen.Int[0, 1000],
            Gen.Select(Gen.Long[0, 90], Gen.Long[0, 90]).Array[0, 9],
            Gen.Select(Gen.Long[0, 90], Gen.Long[0, 90]).Array[0, 9]).Sample(
            (lost, share, areas, lines) =>
            {
                var rows = BothAnswer.Of(
                    "m", lost, share, MeasureReading.Counted("m", 0, 1), Units(areas),
                    Units(lines), _ => null);
                return rows.Sum(row => row.LostMilli) == lost
                    && rows.Select(row => (row.District, row.Line)).Distinct().Count()
                        == rows.Count
                    && Math.Abs(rows.Sum(row => row.LineMilli) - (lost * share / 1000.0)) < 1;
            });

    private static Dictionary<string, MeasureReading> Units((long, long)[] counts) => counts
        .Select((one, n) => (Code: $"u{n}", Reading: MeasureReading.Counted(
            "m", Math.Min(one.Item1, one.Item2), one.Item2)))
        .ToDictionary(one => one.Code, one => one.Reading);
}
