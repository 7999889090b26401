using CivicLoop.Domain.Scores;

namespace CivicLoop.Domain.Surveys;

/// <summary>What a group of residents said at an item.</summary>
/// <param name="Name">A district, or a stratum as <see cref="SurveyStratum.Key"/> names it.</param>
/// <param name="Valid">Answers that count: 不清楚 does not.</param>
/// <param name="ScoreMicro">In millionths of the full score; null where there is no result.</param>
/// <param name="IsHidden">True where too few answered to show it.</param>
public sealed record GroupResult(
    string Name, long Valid, int? ScoreMicro, int? LowMicro, int? HighMicro, bool IsHidden);

/// <summary>The result of one item.</summary>
/// <param name="Unknown">不清楚 or 不适用: outside the denominator, but shown.</param>
/// <param name="ScoreMicro">Weighted score of the residents; null where nobody answered: no result
/// is not a good one.</param>
/// <param name="ChoicesMicro">Weighted share of each choice; empty without a result.</param>
/// <param name="ReachedMilli">Thousandths of the residents in strata somebody answered in.</param>
/// <param name="DesignEffectMilli">By how much the weights widen the variance, in thousandths.
/// </param>
public sealed record ItemResult(
    SurveyItem Item, long Valid, long Unknown, int? ScoreMicro, int? LowMicro, int? HighMicro,
    IReadOnlyList<int> ChoicesMicro, int ReachedMilli, int? DesignEffectMilli,
    IReadOnlyList<GroupResult> Districts, IReadOnlyList<GroupResult> Strata);

/// <summary>A stratum, how many answered in it, and how many residents each answer stands for in
/// thousandths.</summary>
public sealed record Fulfilment(SurveyStratum Stratum, long Answers)
{
    public bool IsFull => Stratum.Quota > 0 && Answers >= Stratum.Quota;

    public long? WeightMilli => Answers == 0
        ? null
        : ((Stratum.Residents * 1000L) + (Answers / 2)) / Answers;
}

/// <summary>Computes results from counts. Each stratum counts by its residents
/// (post-stratification: Cochran, Sampling Techniques, 3rd ed. 1977, 5A.9).</summary>
public static class SurveyResult
{
    /// <summary>The strata of an item as a sample: residents, answers that count, and their scores.
    /// </summary>
    /// <param name="district">Only of this district; null for all.</param>
    public static IReadOnlyList<StratumSum> Sample(
        Questionnaire asked, SurveyItem item, IEnumerable<SurveyCount> counts,
        string? district = null)
    {
        var chosen = counts.Where(one => one.Item == item.Code)
            .ToLookup(one => (one.District, one.Band));
        return
        [
            .. asked.Strata.Where(one => district is null || one.District == district)
                .Select(one => Sum(item, one, chosen[(one.District, one.Band)], item.Points)),
        ];
    }

    /// <summary>Results of all items, with what too few said left out.</summary>
    public static IReadOnlyList<ItemResult> Of(
        Questionnaire asked, IReadOnlyCollection<SurveyCount> counts) =>
        [.. asked.Items.Select(item => Of(asked, item, counts))];

    /// <summary>How far each stratum is.</summary>
    public static IReadOnlyList<Fulfilment> Fulfilled(
        Questionnaire asked, IEnumerable<SurveyCount> counts)
    {
        var answers = counts.Where(one => one.Item.Length == 0)
            .ToDictionary(one => (one.District, one.Band), one => one.N);
        return
        [
            .. asked.Strata.Select(one => new Fulfilment(
                one, answers.GetValueOrDefault((one.District, one.Band)))),
        ];
    }

    /// <summary>n Σ w² ÷ (Σ w)² over the answers, in thousandths (Kish, Survey Sampling, 1965,
    /// 11.7); null without answers.</summary>
    public static int? DesignEffectMilli(IReadOnlyList<StratumSum> strata)
    {
        var seen = strata.Where(one => one.Visits > 0).ToList();
        double residents = seen.Sum(one => (long)one.Sites);
        return seen.Count == 0
            ? null
            : (int)Math.Round(
                seen.Sum(one => one.Visits)
                    * seen.Sum(one => (double)one.Sites * one.Sites / one.Visits)
                    / residents / residents * Shares.WholeMilli);
    }

    private static ItemResult Of(
        Questionnaire asked, SurveyItem item, IReadOnlyCollection<SurveyCount> counts)
    {
        var strata = Sample(asked, item, counts);
        var variance = new SampleVariance(strata);
        var valid = strata.Sum(one => one.Visits);
        var isHidden = valid > 0 && valid < asked.LeastShown;
        var whole = Group("", strata, variance, isHidden);
        var unknown = counts
            .Where(one => one.Item == item.Code && one.Choice[0] == SurveyAnswer.DoesNotKnow)
            .Sum(one => one.N);
        var districts = Districts(strata, variance, asked.LeastShown);
        return new ItemResult(
            item, valid, unknown, whole.ScoreMicro, whole.LowMicro, whole.HighMicro,
            whole.ScoreMicro is null ? [] : Choices(asked, item, counts),
            MeasureReading.Sampled(item.Code, strata).SeenMilli, DesignEffectMilli(strata),
            districts,
            Strata(
                asked, strata, variance,
                districts.Where(one => one.IsHidden).Select(one => one.Name).ToHashSet()));
    }

    private static List<int> Choices(
        Questionnaire asked, SurveyItem item, IReadOnlyCollection<SurveyCount> counts)
    {
        var chosen = counts.Where(one => one.Item == item.Code)
            .ToLookup(one => (one.District, one.Band));
        return
        [
            .. Enumerable.Range(0, item.Points.Count).Select(n => MeasureReading.Sampled(
                item.Code,
                [
                    .. asked.Strata.Select(one => Sum(
                        item, one, chosen[(one.District, one.Band)],
                        [.. item.Points.Select((_, at) => at == n ? SurveyItem.PointsMax : 0)])),
                ]).ShareMicro ?? 0),
        ];
    }

    private static List<GroupResult> Districts(
        IReadOnlyList<StratumSum> strata, SampleVariance variance, int least)
    {
        var groups = strata.GroupBy(one => one.District).ToList();
        var hidden = SmallNumbers.Hidden(
            [.. groups.Select(group => group.Sum(one => one.Visits))], least);
        return [.. groups.Select((one, n) => Group(one.Key, [.. one], variance, hidden[n]))];
    }

    private static List<GroupResult> Strata(
        Questionnaire asked, IReadOnlyList<StratumSum> strata, SampleVariance variance,
        HashSet<string> hiddenDistricts)
    {
        var results = new List<GroupResult>();
        foreach (var district in asked.Strata.Zip(strata).GroupBy(one => one.First.District))
        {
            var rows = district.ToList();
            var hidden = SmallNumbers.Hidden(
                [.. rows.Select(one => one.Second.Visits)], asked.LeastShown);
            results.AddRange(rows.Select((one, n) => Group(
                one.First.Key, [one.Second], variance,
                hidden[n] || (one.Second.Visits > 0 && hiddenDistricts.Contains(district.Key)))));
        }

        return results;
    }

    private static GroupResult Group(
        string name, IReadOnlyList<StratumSum> strata, SampleVariance variance, bool isHidden)
    {
        var valid = strata.Sum(one => one.Visits);
        var share = MeasureReading.Sampled(name, strata).ShareMicro;
        if (isHidden || share is not { } score)
        {
            return new GroupResult(name, valid, null, null, null, isHidden);
        }

        var (low, high) = Interval(strata, variance, score);
        return new GroupResult(name, valid, score, low, high, IsHidden: false);
    }

    // v(ȳ) = Σ (Nₕ ÷ N)² v(ȳₕ); strata that share a spread share its degrees of freedom.
    private static (int Low, int High) Interval(
        IReadOnlyList<StratumSum> strata, SampleVariance variance, int scoreMicro)
    {
        var seen = strata.Where(one => one.Visits > 0).ToList();
        double residents = seen.Sum(one => (long)one.Sites);
        var parts = seen.Select(one => (Weight: one.Sites / residents, Of: variance.Of(one)))
            .GroupBy(one => one.Of.Source)
            .Select(group => (
                group.Sum(one => one.Weight * one.Weight * one.Of.OfMean),
                group.First().Of.Freedom))
            .ToList();
        var width = Confidence.Factor(Confidence.Freedom(parts))
            * Math.Sqrt(parts.Sum(one => one.Item1));
        var share = scoreMicro / (double)Shares.WholeMicro;
        return (Micro(share - width), Micro(share + width));
    }

    private static int Micro(double share) =>
        (int)Math.Round(Math.Clamp(share, 0, 1) * Shares.WholeMicro);

    // The kind keeps items and classes apart, so that each is taken for a spread of its own.
    private static StratumSum Sum(
        SurveyItem item, SurveyStratum stratum, IEnumerable<SurveyCount> counts,
        IReadOnlyList<int> points)
    {
        long valid = 0;
        long sum = 0;
        long squares = 0;
        foreach (var one in counts)
        {
            if (SurveyAnswer.ChoiceOf(one.Choice[0]) is { } choice)
            {
                var milli = points[choice] * (long)Shares.WholeMilli / SurveyItem.PointsMax;
                valid += one.N;
                sum += one.N * milli;
                squares += one.N * milli * milli;
            }
        }

        return new StratumSum(
            stratum.District, $"survey {item.Code} {stratum.Band}", stratum.Residents,
            stratum.Quota, valid, sum, squares);
    }
}
