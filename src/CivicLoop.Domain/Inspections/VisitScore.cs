using CivicLoop.Domain.Standards;

namespace CivicLoop.Domain.Inspections;

/// <summary>A visit's score from its answers, with or without some of them.</summary>
public static class VisitScore
{
    /// <summary>Points reached ÷ points of what applied, in thousandths rounded down, as
    /// <see cref="EditionBody.SiteScoreMilli"/>; null where nothing applied.</summary>
    /// <param name="struck">Items that do not count; the empty code strikes the whole visit.
    /// </param>
    public static int? Of(
        IEnumerable<VisitAnswer> answers, IReadOnlyCollection<string>? struck = null)
    {
        if (struck?.Contains("") == true)
        {
            return null;
        }

        long reached = 0;
        long whole = 0;
        foreach (var one in answers.Where(one =>
            one.Kind == AnswerKind.Seen && struck?.Contains(one.ItemCode) != true))
        {
            reached += (long)one.ShareMilli * one.PointsMilli;
            whole += one.PointsMilli;
        }

        return whole == 0 ? null : (int)(reached / whole);
    }
}
