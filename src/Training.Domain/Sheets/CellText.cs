using System.Globalization;
using System.Text;
using System.Xml;

namespace Training.Domain.Sheets;

/// <summary>The text inside an element, rich or plain, with the way in which workbooks write characters that XML has no place for.</summary>
internal static class CellText
{
    /// <summary>Reads the text of the element on which the reader stands; the reader ends on its end tag. Readings set above characters are not text.</summary>
    public static string Read(XmlReader xml, int most)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var depth = xml.Depth;
        var text = new StringBuilder();
        var buffer = new char[4096];
        xml.Read();
        while (xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Element && xml.LocalName is "rPh" or "phoneticPr" or "rPr")
            {
                xml.Skip();
                continue;
            }

            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace
                && (xml.NodeType is not XmlNodeType.Whitespace || xml.Depth > depth + 1))
            {
                int read;
                while ((read = xml.ReadValueChunk(buffer, 0, buffer.Length)) > 0)
                {
                    text.Append(buffer, 0, read);
                    if (text.Length > most * 7)
                    {
                        throw new TooMuchException(new SheetTooLarge($"有一格的文字超过 {most} 个字，没有读。"));
                    }
                }
            }

            xml.Read();
        }

        return Decode(text.ToString());
    }

    /// <summary>_x000D_ stands for one UTF-16 unit (ECMA-376 part 1, 22.9.2.19).</summary>
    public static string Decode(string text)
    {
        var at = text.IndexOf("_x", StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscape(text, i, closed: true))
            {
                plain.Append((char)ushort.Parse(text.AsSpan(i + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 6;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }

    public static string Encode(string text)
    {
        var coded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscape(text, i, closed: false))
            {
                coded.Append("_x005F_");
            }
            else if (XmlConvert.IsXmlChar(text[i]) && text[i] is not '\r' and not '\uFFFE' and not '\uFFFF')
            {
                coded.Append(text[i]);
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                coded.Append(text[i]).Append(text[++i]);
            }
            else
            {
                coded.Append(CultureInfo.InvariantCulture, $"_x{(int)text[i]:X4}_");
            }
        }

        return coded.ToString();
    }

    /// <summary>What is written may be closed by the underscore of the character after it, so it counts as one when it is still open.</summary>
    private static bool IsEscape(string text, int at, bool closed) =>
        at + 5 < text.Length && text[at] == '_' && text[at + 1] == 'x' && (!closed || (at + 6 < text.Length && text[at + 6] == '_'))
        && char.IsAsciiHexDigit(text[at + 2]) && char.IsAsciiHexDigit(text[at + 3]) && char.IsAsciiHexDigit(text[at + 4]) && char.IsAsciiHexDigit(text[at + 5]);
}
