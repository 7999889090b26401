using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;

namespace CivicLoop.Platform.Tables;

/// <summary>A list a program sends as the body of a request, to be looked at or taken in.</summary>
internal static class SentList
{
    /// <summary>Answers what became of the list, or would. Errors: as <see cref="SentFile"/>; those
    /// of taking it in.</summary>
    /// <param name="dryRun">True only looks.</param>
    public static async Task<IResult> AnswerAsync<T>(
        HttpContext request, ProblemTexts texts, bool? dryRun,
        Func<byte[], Task<Outcome<T>>> look, Func<byte[], Task<Outcome<T>>> take,
        Func<T, (IEnumerable<TakenRowView> Rows, IReadOnlyList<RefusedLine> Refused)> show)
    {
        if (!(await SentFile.ReadAsync(request.Request, request.RequestAborted))
            .Try(out var file, out var bad))
        {
            return ApiAnswers.Of(request, bad);
        }

        var outcome = dryRun == true ? await look(file) : await take(file);
        return ApiAnswers.Of(request, outcome, done =>
        {
            var (rows, refused) = show(done);
            return TakenList.View(request, texts, dryRun == true, [.. rows], refused);
        });
    }
}
