using CivicLoop.Domain.Standards;

namespace CivicLoop.Domain.Scores;

/// <summary>A branch right below the root of a new scorecard.</summary>
/// <param name="Method">Its measures are those of this method in the edition; null for the
/// indicator named.</param>
/// <param name="Source">Who gives the figures.</param>
/// <param name="Argument">The indicator, where there is no method.</param>
public sealed record ScoreBranch(
    string Code, string NameZh, string NameEn, MeasureMethod? Method, string Source,
    string Argument, int CityWeight, int TerritoryWeight, int LineWeight);

/// <summary>Makes the first tree of a scorecard out of an edition: below each method stand items,
/// contents, criteria and measures with the edition's points as weights.</summary>
public static class ScorecardDraft
{
    public const string Root = "score";

    /// <summary>The sources that measure an edition's methods.</summary>
    public static string SourceOf(MeasureMethod method) => method switch
    {
        MeasureMethod.Field => "field",
        MeasureMethod.Material => "material",
        MeasureMethod.Survey => "survey",
        MeasureMethod.Statistic => "statistic",
    };

    /// <summary>The tree in its order; a branch of which the edition has nothing is left out.
    /// </summary>
    public static IReadOnlyList<ScoreNode> Of(
        Guid scorecard, int version, EditionBody edition, IEnumerable<ScoreBranch> branches)
    {
        var nodes = new List<ScoreNode>();
        void Add(
            string code, string? parent, string zh, string en, (int City, int Territory, int Line)
            weights, string? source = null, string argument = "", string criterion = "") =>
            nodes.Add(new ScoreNode
            {
                ScorecardId = scorecard, VersionN = version, Code = code, ParentCode = parent,
                Position = nodes.Count, Source = source, Argument = argument,
                CriterionCode = criterion, NameZh = zh, NameEn = en, CityWeight = weights.City,
                TerritoryWeight = weights.Territory, LineWeight = weights.Line,
            });

        Add(Root, null, "综合得分", "Total score", (1, 1, 1));
        foreach (var branch in branches)
        {
            var weights = (branch.CityWeight, branch.TerritoryWeight, branch.LineWeight);
            if (branch.Method is not { } method)
            {
                Add(
                    branch.Code, Root, branch.NameZh, branch.NameEn, weights, branch.Source,
                    branch.Argument);
                continue;
            }

            var measures = edition.Measures.Where(one => one.Method == method).ToList();
            if (measures.Count == 0)
            {
                continue;
            }

            Add(branch.Code, Root, branch.NameZh, branch.NameEn, weights);
            Expand(edition, branch, measures, Add);
        }

        return nodes;
    }

    private delegate void Adding(
        string code, string? parent, string zh, string en, (int City, int Territory, int Line)
        weights, string? source = null, string argument = "", string criterion = "");

    private static void Expand(
        EditionBody edition, ScoreBranch branch, List<Standards.Measure> measures, Adding add)
    {
        var criteria = edition.Criteria.ToDictionary(one => one.Code);
        var contents = edition.Contents.ToDictionary(one => one.Code);
        string Content(Standards.Measure one) => criteria[one.CriterionCode].ContentCode;
        string Item(Standards.Measure one) => contents[Content(one)].ItemCode;
        string Code(string code) => $"{branch.Code}.{code}";

        foreach (var item in edition.Items)
        {
            var ofItem = measures.Where(one => Item(one) == item.Code).ToList();
            if (ofItem.Count == 0)
            {
                continue;
            }

            add(Code(item.Code), branch.Code, item.NameZh, item.NameEn, Points(ofItem));
            foreach (var content in edition.Contents.Where(one => one.ItemCode == item.Code))
            {
                var ofContent = ofItem.Where(one => Content(one) == content.Code).ToList();
                if (ofContent.Count == 0)
                {
                    continue;
                }

                add(
                    Code(content.Code), Code(item.Code), content.NameZh, content.NameEn,
                    Points(ofContent));
                foreach (var criterion in edition.Criteria.Where(
                    one => one.ContentCode == content.Code))
                {
                    var own = ofContent.Where(one => one.CriterionCode == criterion.Code)
                        .ToList();
                    if (own.Count == 0)
                    {
                        continue;
                    }

                    add(
                        Code(criterion.Code), Code(content.Code), criterion.NameZh,
                        criterion.NameEn, Points(own), criterion: criterion.Code);
                    foreach (var one in own)
                    {
                        add(
                            Code(one.Code), Code(criterion.Code), one.NameZh, one.NameEn,
                            Points([one]), branch.Source, one.Code, criterion.Code);
                    }
                }
            }
        }
    }

    private static (int City, int Territory, int Line) Points(
        IReadOnlyCollection<Standards.Measure> measures)
    {
        var sum = measures.Sum(one => one.PointsMilli);
        return (sum, sum, sum);
    }
}
