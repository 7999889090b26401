using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Evidence;
using CivicLoop.Tests.Http.Inspections;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.OpenRosa;

/// <summary>ODK Collect's way through OpenRosa: the list of forms, a form with its visits, and the
/// form filled in, sent in parts and again.</summary>
public sealed class CollectTests
{
    private static readonly XNamespace X = "http://www.w3.org/2002/xforms";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_form_sent_in_parts_and_again_is_one_visit(DatabaseEngine engine)
    {
        await using var city = await DrawnAsync(engine);
        var form = await FormAsync(city);
        var visit = (await VisitsAsync(city, form))[0];
        var xml = Filled(form, visit, "uuid:1", wrong: "G01", photo: "1700.jpg");

        // A phone splits what is too large: first without its photo, then with it.
        using (var early = await SendAsync(city, xml))
        {
            Assert.Equal(HttpStatusCode.Created, early.StatusCode);
        }

        Assert.Equal(VisitState.Planned, (await StoredAsync(city, visit)).State);
        using (var whole = await SendAsync(city, xml, ("1700.jpg", SamplePictures.Jpeg())))
        {
            Assert.True(
                whole.StatusCode == HttpStatusCode.Created,
                await whole.Content.ReadAsStringAsync());
        }

        using (var again = await SendAsync(city, xml, ("1700.jpg", SamplePictures.Jpeg())))
        {
            Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        }

        Assert.Equal(VisitState.Done, (await StoredAsync(city, visit)).State);
        await using var context = city.City.Database.OpenContext();
        var answer = await context.Set<VisitAnswer>().SingleAsync(one => one.ItemCode == "G01");
        Assert.Equal(2, answer.Found);
        Assert.NotNull(answer.PictureId);

        // The picture is seen by whoever may see the visit, and by nobody else.
        var picture = $"/pictures/{answer.PictureId}/thumb";
        using var stranger = await city.Http.GetAsync(picture);
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
        using var other = await SendAsync(
            city, Filled(form, visit, "uuid:1", wrong: "G02", photo: null));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Contains(
            "OpenRosaResponse", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_form_that_was_refused_may_be_mended_under_its_id(DatabaseEngine engine)
    {
        await using var city = await DrawnAsync(engine);
        var form = await FormAsync(city);
        var visit = (await VisitsAsync(city, form))[0];
        var half = Filled(form, visit, "uuid:2", wrong: null, photo: null);
        half.Root!.Element(X + "G02")!.Element(X + "answer")!.Value = "";
        using (var refused = await SendAsync(city, half))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(
                "G02", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var mended = await SendAsync(
            city, Filled(form, visit, "uuid:2", wrong: null, photo: null));
        Assert.True(
            mended.StatusCode == HttpStatusCode.Created,
            await mended.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Every_question_and_rule_of_a_form_stands_on_a_node_of_its_data()
    {
        await using var city = await DrawnAsync(DatabaseEngine.Sqlite);
        var form = await FormAsync(city);
        var data = form.Descendants(X + "data").Single();
        var paths = form.Descendants().Attributes()
            .Where(one => one.Name.LocalName is "ref" or "nodeset"
                && one.Value.StartsWith("/data/", StringComparison.Ordinal))
            .Select(one => one.Value).ToList();
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.NotNull(Find(data, path)));
        var texts = form.Descendants(X + "translation").First().Elements()
            .Select(one => one.Attribute("id")!.Value).ToList();
        Assert.Equal(texts.Count, texts.Distinct().Count());
        Assert.All(
            form.Descendants(X + "label").Select(one => one.Attribute("ref")?.Value)
                .Where(one => one?.StartsWith("jr:itext", StringComparison.Ordinal) == true),
            one => Assert.Contains(one!.Split('\'')[1], texts));
    }

    [Fact]
    public async Task Before_it_sends_a_phone_asks_and_a_stranger_is_asked_for_a_password()
    {
        await using var city = await DrawnAsync(DatabaseEngine.Sqlite);
        using var may = await city.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Head, await RootAsync(city) + "/submission"));
        Assert.Equal(HttpStatusCode.NoContent, may.StatusCode);
        Assert.Equal("1.0", may.Headers.GetValues("X-OpenRosa-Version").Single());
        Assert.NotEmpty(may.Headers.GetValues("X-OpenRosa-Accept-Content-Length").Single());
        using var stranger = await city.Http.GetAsync("/openrosa/formList");
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.Equal("Basic", stranger.Headers.WwwAuthenticate.Single().Scheme);
        using var known = new HttpRequestMessage(HttpMethod.Get, "/openrosa/formList");
        known.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes("any:" + await TokenAsync(city))));
        using var list = await city.Http.SendAsync(known);
        Assert.Equal(HttpStatusCode.OK, list.StatusCode);
    }

    private static async Task<TestCity> DrawnAsync(DatabaseEngine engine)
    {
        var city = await InspectedCity.StartAsync(engine, sites: 6);
        var plan = await InspectedCity.PlanAsync(city);
        await InspectedCity.StepAsync(city, plan, "commit");
        await InspectedCity.StepAsync(city, plan, "draw");
        return city;
    }

    // A token of who is sent to the site drawn first; the same person all through a test.
    private static async Task<string> TokenAsync(TestCity city)
    {
        await using var context = city.City.Database.OpenContext();
        var who = await context.Set<Visit>().Where(row => row.Inspector != null)
            .OrderBy(row => row.N).ThenBy(row => row.Turn).Select(row => row.Inspector!)
            .FirstAsync();
        var made = await city.Service<ApiTokens>().MakeAsync(
            ActingCaller.AccountOf(who)!.Value, "phone", 30, [], who);
        return made.Value.Secret;
    }

    private static async Task<string> RootAsync(TestCity city) =>
        $"/openrosa/key/{await TokenAsync(city)}";

    private static async Task<XDocument> FormAsync(TestCity city)
    {
        var list = XDocument.Parse(await city.Http.GetStringAsync(
            await RootAsync(city) + "/formList"));
        var address = list.Descendants().First(one => one.Name.LocalName == "downloadUrl").Value;
        return XDocument.Parse(await city.Http.GetStringAsync(new Uri(address).PathAndQuery));
    }

    private static async Task<List<Guid>> VisitsAsync(TestCity city, XDocument form)
    {
        var id = form.Descendants(X + "data").Single().Attribute("id")!.Value;
        var root = await RootAsync(city);
        var manifest = await city.Http.GetStringAsync($"{root}/forms/{id}/manifest");
        Assert.Contains("visits.csv", manifest, StringComparison.Ordinal);
        var csv = await city.Http.GetStringAsync($"{root}/forms/{id}/visits.csv");
        return [.. csv.Split('\n').Skip(1).Where(line => line.Length > 36)
            .Select(line => Guid.Parse(line[..36]))];
    }

    // As a phone fills it in: everything in order but one item.
    private static XDocument Filled(
        XDocument form, Guid visit, string instance, string? wrong, string? photo)
    {
        var data = new XElement(form.Descendants(X + "data").Single());
        data.Element(X + "visit")!.Value = $"{visit}";
        data.Descendants().Single(one => one.Name.LocalName == "instanceID").Value = instance;
        data.Element(X + "walkedM")?.SetValue(300);
        foreach (var item in data.Elements().Where(one => one.Element(X + "answer") is not null))
        {
            var answer = item.Element(X + "answer")!;
            answer.Value = answer.Value.Length == 0 ? "c0" : answer.Value;
            item.Element(X + "found")?.SetValue(item.Element(X + "of") is null ? 10 : 100);
            item.Element(X + "of")?.SetValue(100);
        }

        if (wrong is not null)
        {
            data.Element(X + wrong)!.Element(X + "answer")!.Value = "c2";
            if (photo is not null)
            {
                if (data.Element(X + wrong)!.Element(X + "photo") is not { } place)
                {
                    place = new XElement(X + "photo");
                    data.Element(X + wrong)!.Add(place);
                }

                place.Value = photo;
            }
        }

        return new XDocument(data);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        TestCity city, XDocument xml, params (string Name, byte[] Bytes)[] files)
    {
        using var form = new MultipartFormDataContent();
        var part = new ByteArrayContent(Encoding.UTF8.GetBytes(xml.ToString()));
        part.Headers.ContentType = new MediaTypeHeaderValue("text/xml");
        form.Add(part, "xml_submission_file", "form.xml");
        foreach (var (name, bytes) in files)
        {
            var file = new ByteArrayContent(bytes);
            file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            form.Add(file, name, name);
        }

        return await city.Http.PostAsync(await RootAsync(city) + "/submission", form);
    }

    private static async Task<Visit> StoredAsync(TestCity city, Guid id)
    {
        await using var context = city.City.Database.OpenContext();
        return await context.Set<Visit>().SingleAsync(row => row.Id == id);
    }

    private static XElement? Find(XElement data, string path)
    {
        var found = data;
        foreach (var step in path.Split('/').Skip(2))
        {
            var name = step.Split(':')[^1];
            found = found?.Elements().FirstOrDefault(one => one.Name.LocalName == name);
        }

        return found;
    }
}
