# The page: src/page/ bundled with Leaflet and Chart.js into one HTML text, and that text as an array
# of bytes that src/present fills with the city's data (see present/page_template.h).
#
# Nothing is fetched: esbuild and both libraries are Debian's (esbuild, libjs-leaflet, node-chart.js).
# The same sources give the same bytes; no time and no path of the machine goes in.
find_program(LIFANG_ESBUILD esbuild)
find_file(LIFANG_LEAFLET leaflet/leaflet.esm.js PATH_SUFFIXES javascript share/javascript)
find_path(LIFANG_NODE_MODULES chart.js/package.json PATH_SUFFIXES nodejs share/nodejs)
foreach(needed IN ITEMS LIFANG_ESBUILD:esbuild LIFANG_LEAFLET:libjs-leaflet LIFANG_NODE_MODULES:node-chart.js)
    string(REPLACE ":" ";" needed ${needed})
    list(GET needed 0 variable)
    list(GET needed 1 package)
    if(NOT ${variable})
        message(FATAL_ERROR "The page needs ${package}: bash examples/setup.sh installs it")
    endif()
endforeach()
get_filename_component(LEAFLET_FOLDER ${LIFANG_LEAFLET} DIRECTORY)

set(PAGE_SOURCE ${CMAKE_CURRENT_SOURCE_DIR}/src/page)
set(PAGE_BUILT ${CMAKE_CURRENT_BINARY_DIR}/page)
file(GLOB_RECURSE PAGE_FILES CONFIGURE_DEPENDS ${PAGE_SOURCE}/*.js ${PAGE_SOURCE}/*.css ${PAGE_SOURCE}/*.html)
file(MAKE_DIRECTORY ${PAGE_BUILT})
# Browsers of the last years that old office machines still run.
set(PAGE_BROWSERS chrome78,firefox78,safari13)

add_custom_command(
    OUTPUT ${PAGE_BUILT}/page.js ${PAGE_BUILT}/page.css
    COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=${LIFANG_NODE_MODULES} ${LIFANG_ESBUILD}
            ${PAGE_SOURCE}/main.js --bundle --minify --format=iife --charset=utf8 --legal-comments=none
            --target=${PAGE_BROWSERS} --alias:leaflet=${LIFANG_LEAFLET} --log-level=warning
            --outfile=${PAGE_BUILT}/page.js
    COMMAND ${LIFANG_ESBUILD} ${PAGE_SOURCE}/page.css --bundle --minify --charset=utf8 --legal-comments=none
            --target=${PAGE_BROWSERS} --alias:leaflet.css=${LEAFLET_FOLDER}/leaflet.css
            --loader:.png=dataurl --log-level=warning --outfile=${PAGE_BUILT}/page.css
    DEPENDS ${PAGE_FILES} ${LIFANG_LEAFLET} ${LEAFLET_FOLDER}/leaflet.css
    COMMENT "Bundling the page" VERBATIM)
add_custom_command(
    OUTPUT ${PAGE_BUILT}/page_template.c ${PAGE_BUILT}/template.html
    COMMAND ${CMAKE_COMMAND} -D SHELL=${PAGE_SOURCE}/page.html -D SCRIPT=${PAGE_BUILT}/page.js
            -D STYLE=${PAGE_BUILT}/page.css -D TEMPLATE=${PAGE_BUILT}/template.html
            -D ARRAY=${PAGE_BUILT}/page_template.c -P ${PAGE_SOURCE}/assemble.cmake
    DEPENDS ${PAGE_BUILT}/page.js ${PAGE_BUILT}/page.css ${PAGE_SOURCE}/page.html ${PAGE_SOURCE}/assemble.cmake
    COMMENT "Putting the page together" VERBATIM)
