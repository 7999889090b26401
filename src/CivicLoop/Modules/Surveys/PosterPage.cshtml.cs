using System.Text;
using CivicLoop.Domain.Surveys;
using CivicLoop.Platform;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QRCoder;

namespace CivicLoop.Modules.Surveys;

/// <summary>A poster of an open survey, to be printed and hung up.</summary>
internal sealed class PosterPage(SurveyLists lists, CityOptions options, Callers callers)
    : PageModel
{
    // Read from a poster across a street, in modules of this many pixels.
    private const int PixelsPerModule = 6;

    public Survey Survey { get; private set; } = null!;

    /// <summary>What the QR code opens.</summary>
    public string Address =>
        PublicRoot.Of(HttpContext, options) + AnswerPage.AddressOf(Survey.Key);

    public static string AddressOf(Survey survey) => $"{SurveysPage.Here}/{survey.Key}/poster";

    public async Task<IActionResult> OnGetAsync(string survey) =>
        await ReadAsync(survey) ? Page() : NotFound();

    public async Task<IActionResult> OnGetQrAsync(string survey)
    {
        if (!await ReadAsync(survey))
        {
            return NotFound();
        }

        using var made = QRCodeGenerator.GenerateQrCode(Address, QRCodeGenerator.ECCLevel.Q);
        using var drawn = new SvgQRCode(made);
        return File(
            Encoding.UTF8.GetBytes(drawn.GetGraphic(PixelsPerModule)), "image/svg+xml");
    }

    private async Task<bool> ReadAsync(string key)
    {
        if (!(await lists.SeenAsync(
                key, await callers.OfAsync(HttpContext), HttpContext.RequestAborted))
            .Try(out var survey, out _) || !survey.Asked.IsOpen)
        {
            return false;
        }

        Survey = survey;
        return true;
    }
}
