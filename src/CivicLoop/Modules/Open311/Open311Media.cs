using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Evidence.Contracts;

namespace CivicLoop.Modules.Open311;

/// <summary>Pictures that come with a report and pictures that go out; the only place that knows
/// how the city keeps them.</summary>
internal sealed class Open311Media(Pictures pictures)
{
    private const string Field = "media";

    /// <summary>Takes in the files of the form and answers their ids; each refused one is a
    /// problem. </summary>
    public async Task<IReadOnlyList<string>> TakeInAsync(
        Open311Ask ask, Caller caller, List<Problem> problems)
    {
        var ids = new List<string>();
        var files = ask.Given.Files.Where(file => file.Length > 0).ToList();
        if (files.Count > PictureLimits.PerStepMax)
        {
            problems.Add(new Problem(
                ProblemCode.LimitTooLarge, Field, PictureLimits.PerStepMax));
            return ids;
        }

        foreach (var file in files)
        {
            if (!pictures.MayTakeIn(caller, ask.Http.Connection.RemoteIpAddress))
            {
                problems.Add(new Problem(ProblemCode.TooManyRequests, Field));
                return ids;
            }

            await using var content = file.OpenReadStream();
            if ((await pictures.TakeInAsync(content, file.FileName, ask.Stop))
                .Try(out var taken, out var problem))
            {
                ids.Add(taken.Id);
            }
            else
            {
                problems.Add(problem with { Field = Field });
            }
        }

        return ids;
    }

    /// <summary>Addresses of the released pictures of cases, below the city's own.</summary>
    public async Task<ILookup<Guid, string>> ReleasedAsync(
        IReadOnlyList<Case> rows, CancellationToken stop)
    {
        var open = rows.Where(row => row.PicturesReleased).Select(row => row.Id).ToList();
        var released = await pictures.ReleasedAsync(open, stop);
        return released.ToLookup(
            one => one.CaseId, one => $"/pictures/{one.PictureId}/public");
    }
}
