using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Audit;

/// <summary>The journal under <c>/api/v1</c>, for the audit duty.</summary>
internal static class AuditApi
{
    public static void MapAuditApi(this RouteGroupBuilder api)
    {
        api.MapGet("/journal", ListAsync).WithName("ListJournal");
        api.MapGet("/journal/{subject}/proof", ProveAsync).WithName("ProveSubject");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, [AsParameters] JournalQuery query, ReadJournal journal,
        JournalReader reader, Callers callers)
    {
        if (await RefuseAsync(request, callers) is { } refused)
        {
            return refused;
        }

        var seals = await reader.SealsAsync(request.RequestAborted);
        return ApiAnswers.Of(
            request,
            await journal.RunAsync(
                query, seals.SealedTo, await callers.OfAsync(request), request.RequestAborted),
            list => list);
    }

    private static async Task<IResult> ProveAsync(
        HttpContext request, string subject, ReadJournal journal, JournalVerifier verifier,
        Callers callers)
    {
        if (await RefuseAsync(request, callers) is { } refused)
        {
            return refused;
        }

        return (await journal.SubjectAsync(subject, request.RequestAborted))
            .Try(out var id, out var unknown)
            ? Results.Json(
                await verifier.VerifyAsync(id, request.RequestAborted), ApiAnswers.Json)
            : ApiAnswers.Of(request, unknown);
    }

    private static async Task<IResult?> RefuseAsync(HttpContext request, Callers callers) =>
        (await callers.OfAsync(request)).MaySomewhere(Permission.AuditRead)
            ? null
            : ApiAnswers.Of(
                request, new Problem(ProblemCode.NotPermitted, null, Permission.AuditRead));
}
