using CivicLoop.Domain.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CivicLoop.Platform.Identity;

/// <summary>A page that needs a permission somewhere; its handlers ask again where the scope
/// matters. Who only lacks a second factor is sent to where one is turned on.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeedsAttribute(Permission permission) : Attribute, IAsyncPageFilter
{
    public Permission Permission => permission;

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) =>
        Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var request = context.HttpContext;
        var callers = request.RequestServices.GetRequiredService<Callers>();
        if ((await callers.OfAsync(request)).MaySomewhere(permission))
        {
            await next();
            return;
        }

        context.Result = await callers.SignedInAsync(request) switch
        {
            null => new ChallengeResult(),
            { NeedsSecondFactor: true } when SeparatedDuties.NeedsSecondFactor(permission) =>
                new RedirectResult("/account"),
            { MustChangePassword: true } => new RedirectResult("/account"),
            _ => new StatusCodeResult(StatusCodes.Status403Forbidden),
        };
    }
}
