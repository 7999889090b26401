using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace CivicLoop.Modules.Participation;

/// <summary>What a reporter or a follower does on a case's page.</summary>
internal sealed partial class CasePageModel
{
    [BindProperty(Name = "class")]
    public string? Class { get; set; }

    [BindProperty(Name = "lat")]
    public string? Lat { get; set; }

    [BindProperty(Name = "lon")]
    public string? Lon { get; set; }

    [BindProperty(Name = "address")]
    public string? Address { get; set; }

    /// <summary>Ids of pictures that came with an earlier sending of a form.</summary>
    [BindProperty(Name = "pictureIds")]
    public List<string> PictureIds { get; set; } = [];

    public IReadOnlyList<CaseGroup> Groups => City.Catalogue.Groups;

    /// <summary>Class and place may still change: nobody has seen it on site.</summary>
    public bool MayMove => Row.State is CaseState.Reported or CaseState.Verifying;

    public async Task<IActionResult> OnPostJoinAsync(string number, CancellationToken stop)
    {
        if (!await ReadyAsync(number, "join", stop))
        {
            return Answer();
        }

        if (!await rate.AllowsAsync(callers, HttpContext))
        {
            Problem = new Problem(ProblemCode.TooManyRequests, null);
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Page();
        }

        var contact = new ContactInput { Email = Email, Phone = Phone };
        var joined = await join.RunAsync(
            Row.Id, contact, RequestLanguage.Of(HttpContext), Caller.Resident, stop);
        if (joined.Problem is { } problem)
        {
            Problem = problem;
            return Page();
        }

        CaseKeys.KeepFollower(HttpContext, number, joined.Value.Secret);
        return Redirect($"{CaseKeys.Address(number)}?done=join");
    }

    /// <summary>Words, pictures, place and kind of one's own report, until it is opened.</summary>
    public async Task<IActionResult> OnPostEditAsync(string number, CancellationToken stop)
    {
        if (!await ReadyAsync(number, "edit", stop))
        {
            return Answer();
        }

        if (!TypedNumber.Read(Lat, "lat").Try(out var lat, out var problem)
            || !TypedNumber.Read(Lon, "lon").Try(out var lon, out problem))
        {
            Problem = problem;
            return Page();
        }

        var isMoved = Lat?.Trim() != Degrees(Row.Lat) || Lon?.Trim() != Degrees(Row.Lon);
        var place = new PlaceInput
        {
            Class = string.IsNullOrWhiteSpace(Class) || Class == Row.ClassCode ? null : Class,
            Lat = isMoved ? lat.Value : null,
            Lon = isMoved ? lon.Value : null,
            Address = Address == Row.Address ? null : Address,
        };
        return await ActAsync(
            number, "edit", CaseCommand.Edit,
            new ActInput { Words = Description, Place = place }, needsConfirming: false, stop);
    }

    public Task<IActionResult> OnPostWithdrawAsync(string number, CancellationToken stop) =>
        ActAsync(number, "withdraw", CaseCommand.Withdraw, new ActInput { Words = Reason },
            needsConfirming: true, stop);

    public Task<IActionResult> OnPostEraseAsync(string number, CancellationToken stop) =>
        ActAsync(number, "erase", CaseCommand.Erase, new ActInput(), needsConfirming: true, stop);

    public Task<IActionResult> OnPostFixedAsync(string number, CancellationToken stop) =>
        ActAsync(
            number, "fixed", CaseCommand.ConfirmFixed, new ActInput(), needsConfirming: false,
            stop);

    public Task<IActionResult> OnPostNotFixedAsync(string number, CancellationToken stop) =>
        ActAsync(number, "notfixed", CaseCommand.DenyFixed, new ActInput { Words = Reason },
            needsConfirming: false, stop);

    private async Task<IActionResult> ActAsync(
        string number, string form, CaseCommand command, ActInput input, bool needsConfirming,
        CancellationToken stop)
    {
        if (!await ReadyAsync(number, form, stop))
        {
            return Answer();
        }

        if (!IsOwn)
        {
            Problem = new Problem(ProblemCode.NotPermitted, null, command);
            return Page();
        }

        if (needsConfirming && !Confirm)
        {
            Problem = new Problem(ProblemCode.FieldRequired, "confirm");
            return Page();
        }

        var taken = await uploads.TakeInAsync(Request, Caller.Reporter, PictureIds, stop);
        PictureIds = [.. taken.Ids];
        if (taken.Problem is { } unfit)
        {
            Problem = unfit;
            return Page();
        }

        var done = await act.RunAsync(
            Row.Id, command, input with { Pictures = PictureIds }, Caller.Reporter, stop);
        if (done.Problem is { } problem)
        {
            // The workflow calls what was said "text" or "words"; on this form it has its own name.
            var field = problem.Field is not ("text" or "words") ? problem.Field
                : command == CaseCommand.Edit ? "description"
                : "reason";
            Problem = problem with { Field = field };
            return Page();
        }

        return Redirect($"{CaseKeys.Address(number)}?done={form}");
    }

    private void ReadPlace()
    {
        Class = Row.ClassCode;
        Lat = Degrees(Row.Lat);
        Lon = Degrees(Row.Lon);
        Address = Row.Address;
    }

    private static string? Degrees(double? value) =>
        value?.ToString("F6", CultureInfo.InvariantCulture);
}
