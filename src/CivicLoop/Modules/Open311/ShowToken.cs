using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Open311;

/// <summary>Answers the number a token stands for. The case is there as soon as the token is, so a
/// token is never pending.</summary>
internal sealed class ShowToken(CityDatabase database)
{
    public async Task<Open311Answer> RunAsync(Open311Ask ask)
    {
        await using var context = database.OpenContext();
        var number = await context.Set<Open311Request>().Where(row => row.Token == ask.Id)
            .Join(
                context.Set<Case>().Where(row => !row.IsPrivate), row => row.CaseId, row => row.Id,
                (_, row) => row.Number)
            .FirstOrDefaultAsync(ask.Stop);
        return number is null
            ? new Problem(ProblemCode.NotFound, "token", ask.Id)
            : Element.List("service_requests",
            [
                Element.Group(
                    "request",
                    Element.Text("service_request_id", number),
                    Element.Text("token", ask.Id)),
            ]);
    }
}
