using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace CivicLoop.Tests.Http.Open311;

/// <summary>The Spark convention, written a second time and from the other side: what the JSON must
/// be where this is the XML.</summary>
internal static class Spark
{
    // Names of containers of one repeated child, from the specification's own tables.
    private static readonly HashSet<string> Containers =
    [
        "services", "service_requests", "errors", "endpoints", "formats", "attributes", "values",
        "photos", "notes", "service_request_updates",
    ];

    public static void AssertSame(XElement xml, JsonElement json)
    {
        if (Containers.Contains(xml.Name.LocalName))
        {
            Assert.Equal(JsonValueKind.Array, json.ValueKind);
            var children = xml.Elements().ToList();
            Assert.Equal(children.Count, json.GetArrayLength());
            Assert.True(children.DistinctBy(child => child.Name).Count() <= 1);
            for (var i = 0; i < children.Count; i++)
            {
                AssertSame(children[i], json[i]);
            }
        }
        else if (xml.HasElements)
        {
            Assert.Equal(
                xml.Elements().Select(child => child.Name.LocalName),
                json.EnumerateObject().Select(one => one.Name));
            foreach (var child in xml.Elements())
            {
                AssertSame(child, json.GetProperty(child.Name.LocalName));
            }
        }
        else
        {
            AssertSameValue(xml, json);
        }
    }

    private static void AssertSameValue(XElement xml, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Null:
                Assert.Equal("", xml.Value);
                break;
            case JsonValueKind.Number:
                Assert.Equal(
                    double.Parse(xml.Value, CultureInfo.InvariantCulture), json.GetDouble());
                break;
            case JsonValueKind.String:
                Assert.NotEqual("", xml.Value);
                Assert.Equal(xml.Value, json.GetString());
                break;
            default:
                Assert.Equal(xml.Value, json.GetRawText());
                break;
        }
    }
}
