using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;

namespace CivicLoop.Modules.Open311;

/// <summary>Writes an answer as XML, or as JSON by the Spark convention: a container of one
/// repeated child is a bare array, an empty element null.</summary>
internal static class ElementWriter
{
    public const string XmlType = "text/xml";

    public const string JsonType = "application/json";

    private static readonly XmlWriterSettings Xml = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
    };

    private static readonly JsonWriterOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string ContentType(Open311Format format) =>
        (format == Open311Format.Json ? JsonType : XmlType) + "; charset=utf-8";

    public static ReadOnlyMemory<byte> Write(Open311Format format, Element root)
    {
        var stream = new MemoryStream();
        if (format == Open311Format.Json)
        {
            using var json = new Utf8JsonWriter(stream, Json);
            WriteValue(json, root);
        }
        else
        {
            using var xml = XmlWriter.Create(stream, Xml);
            xml.WriteStartDocument();
            WriteElement(xml, root);
            xml.WriteEndDocument();
        }

        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }

    private static void WriteElement(XmlWriter xml, Element element)
    {
        xml.WriteStartElement(element.Name);
        foreach (var part in PartsOf(element))
        {
            WriteElement(xml, part);
        }

        if (Plain(element) is { Length: > 0 } text)
        {
            xml.WriteString(text);
        }

        xml.WriteEndElement();
    }

    private static void WriteValue(Utf8JsonWriter json, Element element)
    {
        switch (element)
        {
            case ListElement list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                {
                    WriteValue(json, item);
                }

                json.WriteEndArray();
                break;
            case GroupElement group:
                json.WriteStartObject();
                foreach (var part in group.Parts)
                {
                    json.WritePropertyName(part.Name);
                    WriteValue(json, part);
                }

                json.WriteEndObject();
                break;
            case NumberElement { Value: { } number }:
                json.WriteNumberValue(number);
                break;
            case FlagElement flag:
                json.WriteBooleanValue(flag.Value);
                break;
            default:
                // A null string is written as null.
                json.WriteStringValue(Plain(element) is { Length: > 0 } text ? text : null);
                break;
        }
    }

    private static IReadOnlyList<Element> PartsOf(Element element) => element switch
    {
        GroupElement group => group.Parts,
        ListElement list => list.Items,
        _ => [],
    };

    private static string? Plain(Element element) => element switch
    {
        TextElement text => Legal(text.Value),
        NumberElement number => number.Value?.ToString("R", CultureInfo.InvariantCulture),
        FlagElement flag => flag.Value ? "true" : "false",
        _ => null,
    };

    // What XML cannot hold is replaced in both formats, so that both say the same.
    private static string? Legal(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var legal = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                legal.Append(text[i]).Append(text[++i]);
            }
            else
            {
                legal.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
            }
        }

        return legal.ToString();
    }
}
