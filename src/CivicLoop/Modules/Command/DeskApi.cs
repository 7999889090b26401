using CivicLoop.Domain.Command;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Command;

internal sealed record TakeOverBody(string? Reason);

internal sealed record HandOverBody(string? Handover);

internal sealed record SupplementBody(string? Text, string? Done, bool Settles = false);

/// <summary>The duty desk of command bodies under <c>/api/v1</c>.</summary>
internal static class DeskApi
{
    private const int PageOf = 50;

    public static void MapDeskApi(this RouteGroupBuilder api)
    {
        api.MapGet("/desk/{body}", ShowAsync).WithName("ShowDesk");
        api.MapPost("/desk/{body}/take-over", TakeOverAsync).WithName("TakeOverDesk");
        api.MapPost("/desk/{body}/hand-over", HandOverAsync).WithName("HandOverDesk");
        api.MapPost("/desk/{body}/entries", WriteAsync).WithName("WriteDeskEntry");
        api.MapPost("/desk/{body}/entries/{entry:guid}/supplements", SupplementAsync)
            .WithName("SupplementDeskEntry");
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, string body, DateOnly? day, Guid? after, int? limit,
        DeskLists lists, Callers callers) =>
        PageLimit.Refuse(limit, DeskLists.PageMax) is { } refused
            ? ApiAnswers.Of(request, refused)
            : ApiAnswers.Of(
                request,
                await lists.FindAsync(
                    body, await callers.OfAsync(request), day, after, limit ?? PageOf,
                    request.RequestAborted),
                file => new
                {
                    Body = file.Body.Code, Shift = Show(file.Shift), Before = Show(file.Before),
                    Open = file.Open.Select(Show), Entries = file.Entries.Items.Select(Show),
                    file.Entries.Next,
                });

    private static async Task<IResult> TakeOverAsync(
        HttpContext request, string body, TakeOverBody input, KeepDesk keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.TakeOverAsync(
                body, input.Reason, await callers.OfAsync(request), request.RequestAborted),
            one => Show(one), StatusCodes.Status201Created);

    private static async Task<IResult> HandOverAsync(
        HttpContext request, string body, HandOverBody input, KeepDesk keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.HandOverAsync(
                body, input.Handover, await callers.OfAsync(request), request.RequestAborted),
            one => Show(one));

    private static async Task<IResult> WriteAsync(
        HttpContext request, string body, DeskEntryInput input, KeepDesk keep,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.WriteAsync(
                body, input, null, settles: false, await callers.OfAsync(request),
                request.RequestAborted),
            Show, StatusCodes.Status201Created);

    private static async Task<IResult> SupplementAsync(
        HttpContext request, string body, Guid entry, SupplementBody input, KeepDesk keep,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.WriteAsync(
                body, new DeskEntryInput(null, null, input.Text, input.Done, null, null), entry,
                input.Settles, await callers.OfAsync(request), request.RequestAborted),
            Show, StatusCodes.Status201Created);

    // Who keeps the desk is shown on its page to those who work with them, not to programs.
    private static object? Show(DeskShift? one) => one is null ? null : new
    {
        one.Id, one.BegunAt, one.EndedAt, one.Handover,
    };

    private static object Show(DeskLine line) => new
    {
        Entry = Show(line.Entry), line.IsOpen, Supplements = line.Supplements.Select(Show),
    };

    private static object Show(DeskEntry one) => new
    {
        one.Id, one.At, one.WrittenAt, FromWhom = one.Source, Text = one.Words, one.Done,
        Case = one.CaseNumber, Directive = one.DirectiveNumber, one.Settles,
    };
}
