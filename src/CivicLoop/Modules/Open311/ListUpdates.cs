using System.Globalization;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Open311;

/// <summary>What happened to public cases within a time, for systems that follow them.</summary>
internal sealed class ListUpdates(CityHolder city, RequestFacts facts, TimeProvider time)
{
    public async Task<Open311Answer> RunAsync(Open311Ask ask)
    {
        var problems = new List<Problem>();
        var window = DateWindow.Read(
            ask.Given, "start_date", "end_date", time.GetUtcNow(), problems);
        var page = RequestPage.Read(ask.Given, problems);
        if (window is null || problems.Count > 0)
        {
            return problems;
        }

        var updates = await facts.WithinAsync(window, page.Skip, page.Take, ask);
        return Element.List("service_request_updates", updates.Select(one => Element.Group(
            "request_update",
            Element.Text("update_id", IdOf(one.Number, one.Step.N)),
            Element.Text("service_request_id", one.Number),
            Element.Text("status", ExtendedStatus.Of(one.Step.Step)),
            Element.Text("description", one.Step.Description),
            Element.Text(
                "updated_datetime", W3cTime.Write(one.Step.At, city.Current.TimeZone)),
            Element.Text("media_url", null))));
    }

    // The case and the step's place in its journal: the same at every reading.
    private static string IdOf(string number, int n) =>
        string.Create(CultureInfo.InvariantCulture, $"{number}.{n}");
}
