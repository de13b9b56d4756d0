# Puts script and style into the page's shell and writes the page as HTML and as a C array.
#   cmake -D SHELL= -D SCRIPT= -D STYLE= -D TEMPLATE= -D ARRAY= -P assemble.cmake
#
# The page's policy lets only this script and this style run, by their hashes: nothing that a name
# in the data could smuggle in would be executed even where it reached the document.
cmake_minimum_required(VERSION 3.25)

# out: the base64 form of the SHA-256 of text, as a Content-Security-Policy wants it.
function(policy_hash text out)
    string(SHA256 hex "${text}")
    string(SUBSTRING "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" 0 64 letters)
    string(APPEND hex "00") # 32 bytes and one of padding make eleven groups of three
    set(result "")
    foreach(group RANGE 10)
        math(EXPR at "${group} * 6")
        string(SUBSTRING ${hex} ${at} 6 part)
        foreach(shift IN ITEMS 18 12 6 0)
            math(EXPR digit "(0x${part} >> ${shift}) & 63")
            string(SUBSTRING ${letters} ${digit} 1 letter)
            string(APPEND result ${letter})
        endforeach()
    endforeach()
    string(SUBSTRING ${result} 0 43 result)
    set(${out} "${result}=" PARENT_SCOPE)
endfunction()

file(READ ${SHELL} page)
file(READ ${SCRIPT} script)
file(READ ${STYLE} style)
string(STRIP "${script}" script)
string(STRIP "${style}" style)
if("${script}" MATCHES "</script|<!--" OR "${style}" MATCHES "</style")
    message(FATAL_ERROR "the bundle holds text that would end its own element")
endif()
policy_hash("${script}" script_hash)
policy_hash("${style}" style_hash)
string(REPLACE "@SCRIPT_HASH@" "${script_hash}" page "${page}")
string(REPLACE "@STYLE_HASH@" "${style_hash}" page "${page}")
string(REPLACE "@STYLE@" "${style}" page "${page}")
string(REPLACE "@SCRIPT@" "${script}" page "${page}")
file(WRITE ${TEMPLATE} "${page}")

string(FIND "${page}" "@LIFANG_DATA@" first)
string(FIND "${page}" "@LIFANG_DATA@" last REVERSE)
if(first EQUAL -1 OR NOT first EQUAL last)
    message(FATAL_ERROR "the page must hold the marker of its data exactly once")
endif()

file(READ ${TEMPLATE} bytes HEX)
string(REGEX REPLACE "(................................................)" "\\1\n    " bytes "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(WRITE ${ARRAY} "/* Made from src/page by assemble.cmake. */
#include \"present/page_template.h\"

const unsigned char lf_page_template[] = {
    ${bytes}
};
const size_t lf_page_template_size = sizeof lf_page_template;
")
