using System.Globalization;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using Microsoft.AspNetCore.Mvc;

namespace CivicLoop.Modules.Participation;

/// <summary>How the form finds the place: by an address, by what a photo says, on the map.
/// </summary>
internal sealed partial class ReportModel
{
    /// <summary><c>photo</c> asks for the photo first, anything else for the place.</summary>
    [BindProperty(SupportsGet = true, Name = "start")]
    public string? Start { get; set; }

    /// <summary>A found place that was pressed: latitude, longitude and its name.</summary>
    [BindProperty(Name = "place")]
    public string? Picked { get; set; }

    public bool PhotoFirst => Start == "photo";

    /// <summary>Places of the address that was looked for.</summary>
    public IReadOnlyList<FoundPlace> Found { get; private set; } = [];

    /// <summary>True where an address was looked for and the city knows none like it.</summary>
    public bool IsNowhere { get; private set; }

    /// <summary>True where the place was read out of a photo and should be looked at.</summary>
    public bool IsPhotoPlace { get; private set; }

    /// <summary>A released picture of each similar case that has one.</summary>
    public IReadOnlyDictionary<Guid, string> Seen { get; private set; } =
        new Dictionary<Guid, string>();

    /// <summary>Looks up the address without storing anything.</summary>
    public async Task<IActionResult> OnPostFindAsync(CancellationToken stop)
    {
        if (!await ReadyAsync())
        {
            return Page();
        }

        if (await TakePicturesAsync(stop) is { } unfit)
        {
            return Refuse(unfit);
        }

        if (Picked?.Split(',', 3) is [var lat, var lon, var name])
        {
            (Lat, Lon) = (lat, lon);
            Address = string.IsNullOrWhiteSpace(Address) ? name : Address;
            return Page();
        }

        if (string.IsNullOrWhiteSpace(Address))
        {
            return Refuse(new Problem(ProblemCode.FieldRequired, "address"));
        }

        Found = await places.RunAsync(Address, stop);
        IsNowhere = Found.Count == 0;
        return Page();
    }

    // A place typed or tapped goes before what a camera thought.
    private async Task PlaceFromPhotoAsync(CancellationToken stop)
    {
        if (!string.IsNullOrWhiteSpace(Lat) || !string.IsNullOrWhiteSpace(Lon)
            || PictureIds.Count == 0
            || await pictures.PositionAsync(PictureIds, stop) is not { } at
            || !city.Current.Areas.Locate(at.Lon, at.Lat).IsInside)
        {
            return;
        }

        Lat = at.Lat.ToString("F6", CultureInfo.InvariantCulture);
        Lon = at.Lon.ToString("F6", CultureInfo.InvariantCulture);
        IsPhotoPlace = true;
    }

    private IReadOnlyList<string> PhotoNames() => Request.HasFormContentType
        ? [.. Request.Form.Files.GetFiles(PictureUploads.Field).Select(file => file.FileName)]
        : [];

    // Everything typed comes back with the refusal, so that nothing is lost by waiting.
    private async Task<bool> IsTooMuchAsync()
    {
        if (await rate.AllowsAsync(callers, HttpContext))
        {
            return false;
        }

        Problem = new Problem(ProblemCode.TooManyRequests, null);
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return true;
    }
}
